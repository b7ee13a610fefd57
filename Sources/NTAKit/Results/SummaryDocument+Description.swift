import NTAAnalysis
import NTAVideo

extension SummaryDocument {
  /// What a source states about the recording, as text; `nil` if none does.
  func text(_ row: KeyPath<SettingTable, PossibleSetting<String>>) -> String? {
    description(SettingDefinition[row]).flatMap(String.init)
  }

  /// What a source states about the recording, as a number; `nil` if none does.
  func number(_ row: KeyPath<SettingTable, PossibleSetting<Double>>) -> Double? {
    description(SettingDefinition[row]).flatMap(Double.init)
  }

  private func description(_ definition: SettingDefinition) -> SettingValue? {
    input.run?[definition.key] ?? nil
  }
}
