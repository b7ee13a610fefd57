import NTAAnalysis
import NTAVideo

/// A column of a table or a key of a document, with its unit and meaning.
///
/// Tables take their headers from these, and `docs/files.md` is made from them.
struct ResultField: Sendable, Equatable {
  /// The name of the column, or the path of the key.
  let name: String
  /// The unit; empty for texts and for numbers without one.
  let unit: String
  /// The meaning, as a phrase without a full stop.
  let meaning: String

  init(_ name: String, _ unit: String, _ meaning: String) {
    (self.name, self.unit, self.meaning) = (name, unit, meaning)
  }
}

extension [ResultField] {
  /// The header row of a table, without its line end.
  var csvHeader: String { map(\.name).joined(separator: ",") }
}
