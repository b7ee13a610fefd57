import NTAAnalysis
import NTAVideo

/// The text of an instrument's file.
enum InstrumentText {
  /// Decodes UTF-8, which other software saves, or else Latin-1, which the instruments write.
  static func decoding(_ data: [UInt8]) -> String {
    let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data[...]
    return String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
