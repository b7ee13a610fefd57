internal import COpenSSL

/// The hash SHA-256 (FIPS 180-4) of bytes that are given one part after the other.
///
/// OpenSSL calculates it, with the instructions of the processor where there are any.
struct SHA256: ~Copyable {
  private static let size = 32

  private let context: OpaquePointer

  /// Begins a hash.
  init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      fatalError("OpenSSL has no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  func update(_ bytes: ArraySlice<UInt8>) {
    // Unsafe: the function reads the bytes during this call only.
    bytes.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// Ends the hash.
  ///
  /// - Returns: 64 hexadecimal digits.
  consuming func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Self.size)
    // Unsafe: the function writes the 32 bytes of a SHA-256.
    _ = digest.withUnsafeMutableBufferPointer { EVP_DigestFinal_ex(context, $0.baseAddress, nil) }
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// The hash of a text in UTF-8.
  ///
  /// - Returns: 64 hexadecimal digits.
  static func hash(of text: String) -> String {
    let hash = SHA256()
    hash.update(Array(text.utf8)[...])
    return hash.finish()
  }
}
