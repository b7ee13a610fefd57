import NTAAnalysis
import NTAVideo

/// The values that one source supplies, by key; other settings have none.
public struct SettingValues: Sendable, Equatable {
  private var values: [String: SettingValue] = [:]

  /// No values.
  public init() {}

  /// The value of a setting; `nil` if the source does not supply it.
  public subscript(_ definition: SettingDefinition) -> SettingValue? {
    get { values[definition.key] }
    set { values[definition.key] = newValue }
  }
}

extension SettingValues {
  private static let laser = SettingDefinition[\.laser_nm]

  /// The values in an instrument's header.
  init(_ header: InstrumentHeader) {
    for definition in SettingTable.definitions {
      let value = definition.headerValue(header)
      // A description that makes no sense, such as a date in an unknown format, is ignored.
      let isDescription = definition.role == .description || definition == Self.laser
      let isUnclear = isDescription && value.map(definition.allows) == false
      self[definition] = isUnclear ? nil : value
    }
  }

  /// The values of some settings in a file.
  init(_ yaml: FlatYAML, of definitions: [SettingDefinition]) throws(SettingsError) {
    for definition in definitions { self[definition] = try yaml.value(of: definition) }
  }
}

/// A source of settings: each row of ``SettingTable`` is a property of it, as in
/// `options.pixelSize_um = 0.713`; `nil` if the source does not supply it.
@dynamicMemberLookup
public protocol SettingSupplier {
  /// The values that the source supplies.
  var values: SettingValues { get set }
}

extension SettingSupplier {
  /// The value of a setting; `nil` if the source does not supply it.
  public subscript<Value, Effective>(
    dynamicMember row: KeyPath<SettingTable, SettingRow<Value, Effective>>
  ) -> Value? {
    get { values[SettingDefinition[row]].flatMap(Value.init) }
    set { values[SettingDefinition[row]] = newValue?.settingValue }
  }
}
