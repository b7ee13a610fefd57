import NTAAnalysis
import NTAVideo

extension SettingOptions {
  /// What the sample sheet states of a setting; `nil` if it states nothing.
  package func stated<Value, Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Value, Effective>>
  ) -> Value? {
    sampleSheet?[SettingDefinition[row]].flatMap(Value.init)
  }
}
