import NTAAnalysis
import NTAVideo

/// One line of a result table, as in RFC 4180 except that lines end with a line feed.
///
/// Numbers are the shortest text that reads back as the same value; missing and non-finite values
/// are empty fields.
package struct CSVRow {
  /// The line without its line end.
  package private(set) var text = ""
  private var isFirst = true

  /// An empty line.
  package init() {}

  /// The line with its line end.
  package var line: String { text + "\n" }

  package mutating func append(_ value: Double?) {
    appendField(value?.finite.map { "\($0)" } ?? "")
  }

  package mutating func append(_ value: Int?) {
    appendField(value.map { "\($0)" } ?? "")
  }

  package mutating func append(_ value: Bool?) {
    appendField(value.map { "\($0)" } ?? "")
  }

  mutating func append(_ value: Float) {
    appendField(value.isFinite ? "\(value)" : "")
  }

  /// Characters with which a spreadsheet takes a text for a formula, in both widths, and those that it
  /// skips before looking.
  private static let formulaStarts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
  ]

  /// Appends text, quoted if it contains a comma, a quote or a line end.
  ///
  /// A text that a spreadsheet would take for a formula gets an apostrophe before it, so that a name
  /// such as `=cmd()` stays a name.
  package mutating func append(_ value: String?) {
    var value = value ?? ""
    if let first = value.unicodeScalars.first, Self.formulaStarts.contains(first) {
      value = "'" + value
    }
    let needsQuotes = value.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return appendField(value) }
    var quoted = "\""
    for character in value.unicodeScalars {
      if character == "\"" { quoted.append("\"") }
      quoted.unicodeScalars.append(character)
    }
    appendField(quoted + "\"")
  }

  private mutating func appendField(_ field: String) {
    if !isFirst { text.append(",") }
    isFirst = false
    text.append(field)
  }
}
