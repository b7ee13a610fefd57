import NTAKit
import SystemPackage

/// A file that was read, with the hash of its content.
struct HashedFile: Sendable, Equatable {
  /// What a file is to a run.
  enum Kind: String, Sendable { case input, calibration }

  private static let chunkSize = 1 << 20

  let kind: Kind
  /// Path in the folder of the run, or the file's name.
  let name: String
  let bytes: Int
  /// SHA-256 of the content, in hexadecimal digits.
  let sha256: String

  /// Reads a file from its first byte to its last.
  init(_ path: String, kind: Kind, name: String) throws(StudyError) {
    self.kind = kind
    self.name = name
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { try? file.close() }
      let hash = SHA256()
      var bytes = 0
      var chunk = [UInt8](repeating: 0, count: Self.chunkSize)
      while true {
        let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
        if count == 0 { break }
        hash.update(chunk[..<count])
        bytes += count
      }
      self.bytes = bytes
      sha256 = hash.finish()
    } catch {
      throw .input(path: path, reason: FileProblem.reason(error))
    }
  }
}
