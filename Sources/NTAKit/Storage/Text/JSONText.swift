import Foundation
import NTAAnalysis
import NTAVideo

/// Documents as JSON text; keys are sorted, so that equal documents give equal bytes.
package enum JSONText {
  /// A document on indented lines, for files that people read too.
  ///
  /// - Parameter document: a value without infinities and NaN.
  /// - Returns: the text with a final line end.
  /// - Throws: ``FileError/notEncodable(reason:)``.
  static func indented(_ document: some Encodable) throws(FileError) -> String {
    try text(of: document, [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
  }

  /// A document on one line.
  ///
  /// - Parameter document: a value without infinities and NaN.
  /// - Returns: the text with a final line end.
  /// - Throws: ``FileError/notEncodable(reason:)``.
  static func compact(_ document: some Encodable) throws(FileError) -> String {
    try text(of: document, [.sortedKeys, .withoutEscapingSlashes])
  }

  /// A text as a JSON string in quotation marks, or `null`.
  package static func quoted(_ text: String?) -> String {
    guard let text, let line = try? compact(text) else { return "null" }
    return String(line.dropLast())
  }

  private static func text(
    of document: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) throws(FileError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    do {
      return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    } catch {
      throw .notEncodable(reason: "\(error)")
    }
  }
}
