import NTAAnalysis
import NTAVideo

/// A value in a table of results.
package enum ResultCell: Sendable, Equatable {
  /// There is no value.
  case missing
  /// A text.
  case text(String)
  /// A finite number.
  case number(Double)
  /// A count.
  case whole(Int)
  /// Yes or no.
  case flag(Bool)

  /// A text, if there is one.
  package init(_ text: String?) { self = text.map { .text($0) } ?? .missing }

  /// A number, if there is one and it is finite.
  package init(_ number: Double?) { self = number?.finite.map { .number($0) } ?? .missing }

  /// A count, if there is one.
  package init(_ whole: Int?) { self = whole.map { .whole($0) } ?? .missing }

  /// Yes or no, if it is known.
  package init(_ flag: Bool?) { self = flag.map { .flag($0) } ?? .missing }
}

extension CSVRow {
  /// Appends a value; a missing one is an empty field.
  package mutating func append(_ cell: ResultCell) {
    switch cell {
    case .missing: append(nil as Double?)
    case .text(let text): append(text)
    case .number(let number): append(number)
    case .whole(let whole): append(whole)
    case .flag(let flag): append(flag)
    }
  }
}
