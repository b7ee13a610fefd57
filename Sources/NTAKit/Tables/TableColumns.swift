/// Where the columns of a table are, by name.
struct TableColumns: Sendable {
  private let names: [String]

  /// The columns of a header; case and blanks around names do not matter.
  init(header: [String]) {
    names = header.map { $0.lowercased() }
  }

  /// The first column that has one of these names.
  func index(of candidates: String...) -> Int? {
    for candidate in candidates {
      if let index = names.firstIndex(of: candidate.lowercased()) { return index }
    }
    return nil
  }
}

extension CSVReader {
  /// The columns that must be there, in the order asked for.
  ///
  /// - Parameter wanted: the name to speak of, and the index if the column was found.
  /// - Returns: the indices.
  /// - Throws: `TableError.missingColumns`.
  borrowing func require(_ wanted: [(name: String, index: Int?)]) throws(TableError) -> [Int] {
    let missing = wanted.filter { $0.index == nil }.map(\.name)
    guard missing.isEmpty else {
      throw .missingColumns(path: path, missing: missing, found: fields.filter { !$0.isEmpty })
    }
    return wanted.compactMap(\.index)
  }

  /// Fails unless the current record reaches the last of the columns that matter.
  borrowing func requireFields(_ expected: Int) throws(TableError) {
    guard count >= expected else {
      throw .shortLine(path: path, line: line, fields: count, expected: expected)
    }
  }

  /// A finite number, or an error that names line and column.
  borrowing func finite(_ index: Int, column: String) throws(TableError) -> Double {
    guard let value = number(index), value.isFinite else {
      throw .badValue(
        path: path, line: line, column: column, text: text(index), expected: "a number")
    }
    return value
  }

  /// A place in a picture, in px or in a unit of length.
  borrowing func place(_ index: Int, column: String) throws(TableError) -> Double {
    let value = try finite(index, column: column)
    guard value.magnitude <= farthestPlace else {
      throw .badValue(
        path: path, line: line, column: column, text: text(index), expected: "a place in a picture")
    }
    return value
  }

  /// A whole number in `range`; trackers write frames as `12` or `12.0`.
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

/// Frame numbers a table may hold: 38 hours at 30 frames a second.
///
/// A number beyond is a time or an identifier in the wrong column, and would cost the memory of
/// that many frames.
let plausibleFrames = 0...4_194_303

/// Distance of a place from the origin that a table may hold: a metre in µm, and more pixels than
/// any camera has in a row.
let farthestPlace = 1e6
