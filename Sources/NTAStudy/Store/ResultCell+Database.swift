import GRDB
import NTAKit

extension ResultCell {
  /// The value as the database holds it.
  var databaseValue: DatabaseValue {
    switch self {
    case .missing: .null
    case .text(let text): text.databaseValue
    case .number(let number): number.databaseValue
    case .whole(let whole): whole.databaseValue
    case .flag(let flag): flag.databaseValue
    }
  }

  /// A value of a column as the database holds it.
  init(_ value: DatabaseValue, _ kind: ResultColumn.Kind) {
    switch kind {
    case .text: self.init(String.fromDatabaseValue(value))
    case .number: self.init(Double.fromDatabaseValue(value))
    case .whole: self.init(Int.fromDatabaseValue(value))
    case .flag: self.init(Bool.fromDatabaseValue(value))
    }
  }
}
