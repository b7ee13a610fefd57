import NTAAnalysis
import NTAVideo

extension SettingDefinition {
  /// The value in a field of a table; `nil` if the setting cannot have it.
  ///
  /// - Parameters:
  ///   - field: the text of the field.
  ///   - number: its number, which may be written with a decimal comma; `nil` for other texts.
  /// - Returns: the value.
  package func value(of field: String, number: Double?) -> SettingValue? {
    let value: SettingValue? =
      switch kind {
      case .number, .wholeNumber: number.map { SettingValue.number($0) }
      case .seed: UInt64(field).map { SettingValue.whole($0) }
      case .choice, .text, .day, .regions: .text(field)
      case .flag: Self.flag(field).map { SettingValue.flag($0) }
      }
    return value.flatMap { allows($0) ? $0 : nil }
  }

  /// The values that a field of a table may have, in words.
  package var allowedInTable: String {
    switch kind {
    case .number: "a number \(allowed)"
    case .wholeNumber: "a whole number \(allowed)"
    case .seed, .choice, .text, .day, .regions, .flag: allowed
    }
  }

  private static func flag(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "true", "1": true
    case "no", "false", "0": false
    default: nil
    }
  }
}
