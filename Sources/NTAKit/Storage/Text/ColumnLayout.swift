import NTAAnalysis
import NTAVideo

/// Lines of text in columns, for a terminal.
struct ColumnLayout: Sendable {
  /// One column.
  struct Column: Sendable {
    fileprivate enum Alignment: Sendable { case left, right }

    fileprivate let width: Int
    fileprivate let alignment: Alignment
    fileprivate let gap: Int

    /// A column of texts that begin at its left end, after a gap of blanks.
    static func left(_ width: Int, gap: Int = 0) -> Column {
      Column(width: width, alignment: .left, gap: gap)
    }

    /// A column of texts that end at its right end, after a gap of blanks.
    static func right(_ width: Int, gap: Int = 0) -> Column {
      Column(width: width, alignment: .right, gap: gap)
    }
  }

  private let columns: [Column]

  /// Creates a layout from its columns, from left to right.
  init(_ columns: [Column]) { self.columns = columns }

  /// A line without trailing blanks and without a line end.
  ///
  /// - Parameter cells: the texts of the columns. A text that fills its column is still one blank
  ///   away from its neighbours and shifts those to its right. Further texts follow the last column
  ///   as they are.
  /// - Returns: the line.
  func line(_ cells: [String]) -> String {
    var line = ""
    for (index, text) in cells.enumerated() {
      guard index < columns.count else {
        line += text
        continue
      }
      let column = columns[index]
      line += String(repeating: " ", count: column.gap)
      let blanks = column.width - text.count
      switch column.alignment {
      case .left: line += text + String(repeating: " ", count: max(blanks, 1))
      case .right: line += String(repeating: " ", count: max(blanks, index == 0 ? 0 : 1)) + text
      }
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
