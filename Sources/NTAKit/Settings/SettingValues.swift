import NTAAnalysis
import NTAVideo

/// The values that one source supplies, by key; settings it does not mention have none.
public struct SettingValues: Sendable, Equatable {
  private var values: [String: SettingValue] = [:]

  /// Values that say nothing.
  public init() {}

  /// The value of a setting; `nil` where the source says nothing.
  public subscript(_ definition: SettingDefinition) -> SettingValue? {
    get { values[definition.key] }
    set { values[definition.key] = newValue }
  }
}

extension SettingValues {
  /// What an instrument's header states.
  init(_ header: ZetaViewHeader) {
    for definition in SettingTable.definitions {
      let value = definition.headerValue(header)
      // The instrument writes its dates as it likes; one that is no day says nothing.
      let isUnclear = definition.kind == .day && value.map(definition.allows) == false
      self[definition] = isUnclear ? nil : value
    }
  }

  /// What a file states of these settings.
  init(_ yaml: FlatYAML, of definitions: [SettingDefinition]) throws(SettingsError) {
    for definition in definitions { self[definition] = try yaml.value(of: definition) }
  }
}

/// A source of settings: each row of ``SettingTable`` is a property of it, as in
/// `options.pixelSize_um = 0.713`; `nil` where the source says nothing.
@dynamicMemberLookup
public protocol SettingSupplier {
  /// The values it supplies.
  var values: SettingValues { get set }
}

extension SettingSupplier {
  /// The value of a setting; `nil` where the source says nothing.
  public subscript<Value, Effective>(
    dynamicMember row: KeyPath<SettingTable, SettingRow<Value, Effective>>
  ) -> Value? {
    get { values[SettingDefinition[row]].flatMap(Value.init) }
    set { values[SettingDefinition[row]] = newValue?.settingValue }
  }
}
