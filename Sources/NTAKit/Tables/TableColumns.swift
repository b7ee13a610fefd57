import NTAAnalysis
import NTAVideo

/// Finds columns of a table by name.
struct TableColumns: Sendable {
  private let names: [String]

  /// Takes the columns of a header; case and surrounding blanks are ignored.
  init(header: [String]) {
    names = header.map { $0.lowercased() }
  }

  /// Index of the first column of a name.
  func index(of name: String) -> Int? { names.firstIndex(of: name.lowercased()) }
}

extension CSVReader {
  /// The indices of required columns, in the requested order.
  ///
  /// - Parameter wanted: the name used in errors, and the index if the column was found.
  /// - Returns: the indices.
  /// - Throws: `TableError.missingColumns`.
  borrowing func require(_ wanted: [(name: String, index: Int?)]) throws(TableError) -> [Int] {
    let missing = wanted.filter { $0.index == nil }.map(\.name)
    guard missing.isEmpty else {
      throw .missingColumns(path: path, missing: missing, found: fields.filter { !$0.isEmpty })
    }
    return wanted.compactMap(\.index)
  }

  /// Throws unless the current record has the expected number of fields.
  borrowing func requireFields(_ expected: Int) throws(TableError) {
    guard count >= expected else {
      throw .shortLine(path: path, line: line, fields: count, expected: expected)
    }
  }

  /// A finite number; otherwise throws an error with line and column.
  borrowing func finite(_ index: Int, column: String) throws(TableError) -> Double {
    guard let value = number(index), value.isFinite else {
      throw .badValue(
        path: path, line: line, column: column, text: text(index), expected: "a number")
    }
    return value
  }

  /// A coordinate in a picture, in px or in a unit of length.
  borrowing func place(_ index: Int, column: String) throws(TableError) -> Double {
    let value = try finite(index, column: column)
    guard value.magnitude <= farthestPlace else {
      throw .badValue(
        path: path, line: line, column: column, text: text(index),
        expected: "a coordinate in an image")
    }
    return value
  }

  /// An integer in `range`; trackers write frames as `12` or `12.0`.
  borrowing func whole(
    _ index: Int, column: String, in range: ClosedRange<Int>
  ) throws(TableError) -> Int {
    guard let value = number(index).flatMap({ Int(exactly: $0) }), range.contains(value) else {
      throw .badValue(
        path: path, line: line, column: column, text: text(index),
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}

extension CSVReader {
  /// A number in an optional column.
  borrowing func optional(_ index: Int?) -> Double? {
    guard let index, index < count else { return nil }
    return number(index)
  }

  /// The variance of a standard error; NaN unless positive, because trackpy writes negative errors
  /// or none for spots whose error it cannot determine.
  borrowing func variance(_ error: Int?) -> Double {
    guard let value = optional(error), value > 0, value.isFinite else { return .nan }
    return value * value
  }
}

/// Frame numbers that a table may hold: 38 hours at 30 frames per second.
///
/// A larger number is a time or an identifier in the wrong column, and would take too much memory.
let plausibleFrames = 0...4_194_303

/// Largest coordinate that a table may hold: 1 m in µm, or more pixels than any camera's row.
let farthestPlace = 1e6
