import NTAAnalysis
import NTAVideo

/// Finds out what separates the fields of a table.
enum FieldSeparator {
  /// Commas may be decimal commas, and stand in text; they come last.
  private static let candidates = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: ",")]
  /// Lines that are looked at.
  private static let lineCount = 20

  /// The separator that divides the most lines into equally many fields.
  ///
  /// Decimal commas do not stand in the header, and titles have no separators. Of separators that
  /// divide equally many lines, the one with more fields wins, and then a semicolon or a tab: with
  /// `1;2,5;3,5` both divide each line alike, but only commas have another use.
  ///
  /// - Parameter text: the beginning of a table, without a byte order mark.
  /// - Returns: the separator; a comma for a table of one column.
  static func likeliest(in text: ArraySlice<UInt8>) -> UInt8 {
    let lines = counts(in: text)
    var best = (separator: UInt8(ascii: ","), lines: 0, fields: 0)
    for (index, separator) in candidates.enumerated() {
      let tally = Dictionary(lines.map { ($0[index], 1) }, uniquingKeysWith: +).filter {
        $0.key > 0
      }
      guard let most = tally.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
        (most.value, most.key) > (best.lines, best.fields)
      else { continue }
      best = (separator, most.value, most.key)
    }
    return best.separator
  }

  /// The number of each candidate in the first lines, outside of quotes; blank lines are left out.
  private static func counts(in text: ArraySlice<UInt8>) -> [[Int]] {
    var lines: [[Int]] = []
    var line = candidates.map { _ in 0 }
    var isQuoted = false
    var isBlank = true
    for byte in text {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if !isBlank { lines.append(line) }
        if lines.count == lineCount { return lines }
        line = candidates.map { _ in 0 }
        isBlank = true
        continue
      }
      isBlank = false
      if !isQuoted, let index = candidates.firstIndex(of: byte) { line[index] += 1 }
    }
    // A last line without its end may be cut off by the end of the buffer.
    if !isBlank, lines.count < 2 { lines.append(line) }
    return lines
  }
}
