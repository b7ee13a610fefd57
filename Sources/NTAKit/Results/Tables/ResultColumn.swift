import NTAAnalysis
import NTAVideo

/// A column of a table of results.
package struct ResultColumn: Sendable, Equatable {
  /// The type of the values.
  package enum Kind: Sendable, Equatable { case text, number, whole, flag }

  /// Name with unit, such as `mode_nm`.
  package let name: String
  /// The type of the values.
  package let kind: Kind
  /// Meaning, without a full stop.
  package let meaning: String

  /// A column from its name, type and meaning.
  package init(_ name: String, _ kind: Kind, _ meaning: String) {
    (self.name, self.kind, self.meaning) = (name, kind, meaning)
  }
}

/// A column with the value that a row of one type has in it.
struct RowColumn<Row>: Sendable {
  let column: ResultColumn
  let cell: @Sendable (Row) -> ResultCell

  /// A column of texts.
  static func text(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(column: ResultColumn(name, .text, meaning)) { ResultCell(value($0)) }
  }

  /// A column of numbers.
  static func number(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Double?
  ) -> Self {
    Self(column: ResultColumn(name, .number, meaning)) { ResultCell(value($0)) }
  }

  /// A column of counts.
  static func whole(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Int?
  ) -> Self {
    Self(column: ResultColumn(name, .whole, meaning)) { ResultCell(value($0)) }
  }

  /// A column of yes and no.
  static func flag(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Bool?
  ) -> Self {
    Self(column: ResultColumn(name, .flag, meaning)) { ResultCell(value($0)) }
  }

  /// The ends of an interval, as two columns.
  static func interval(
    _ name: String, unit: String, _ meaning: String,
    _ value: @escaping @Sendable (Row) -> [Double]?
  ) -> [Self] {
    [("lower95", "Lower", 0), ("upper95", "Upper", 1)].map { suffix, word, index in
      .number("\(name)_\(suffix)\(unit)", "\(word) end of the 95 % interval of the \(meaning)") {
        value($0).flatMap { $0.indices.contains(index) ? $0[index] : nil }
      }
    }
  }
}
