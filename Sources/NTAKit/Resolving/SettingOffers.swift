import NTAAnalysis
import NTAVideo

/// The values that the sources supply for each setting, and the choice between them.
struct SettingOffers {
  private let offers: [SettingSource: SettingValues]
  private let files: [SettingSource: String]
  /// The instrument's header.
  let header: InstrumentHeader?

  /// The values of these sources.
  init(
    options: SettingOptions, runFile: RunFile?, header: InstrumentHeader?,
    calibration: CalibrationValues?, profile: InstrumentProfile?,
    container: ContainerValues? = nil, table: SettingValues? = nil
  ) {
    self.header = header
    offers = [
      .table: table,
      .commandLine: options.values, .sampleSheet: options.sampleSheet, .runFile: runFile?.values,
      .calibration: calibration?.values,
      .instrumentHeader: header.map(SettingValues.init), .instrumentProfile: profile?.values,
      .container: container?.values,
    ].compactMapValues(\.self)
    files = [
      .runFile: runFile?.path, .calibration: calibration?.path, .instrumentHeader: header?.path,
      .instrumentProfile: profile.map { "instrument profile \($0.name)" },
      .container: container?.fileName,
    ].compactMapValues(\.self)
  }

  /// What one source says, whatever others say.
  func value(of definition: SettingDefinition, from source: SettingSource) -> SettingValue? {
    offers[source]?[definition]
  }

  /// The value of the source with the highest precedence, checked; `nil` if no source supplies one.
  func offered(_ definition: SettingDefinition) throws(SettingsError) -> Setting<SettingValue>? {
    for source in definition.sources {
      guard let value = offers[source]?[definition] else { continue }
      guard definition.allows(value) else {
        throw source == .commandLine
          ? .argumentOutOfRange(
            definition.argument, value: value.plain, allowed: definition.allowed)
          : .outOfRange(
            origin: origin(of: source), name: definition.key, value: value.plain,
            allowed: definition.allowed)
      }
      return Setting(value, from: source)
    }
    return nil
  }

  /// The value of the source with the highest precedence, otherwise the default, otherwise `nil`.
  ///
  /// - Throws: `SettingsError.outOfRange`, or `.missing` for a required setting without a value.
  func resolved(_ definition: SettingDefinition) throws(SettingsError) -> Setting<SettingValue>? {
    if let offered = try offered(definition) { return offered }
    if definition.fallback == .required { throw .missing([definition]) }
    return definition.defaultValue.map { Setting($0, from: .programDefault) }
  }

  /// The value of an optional setting, with its type.
  func resolved<Value, Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Value, Effective>>
  ) throws(SettingsError) -> Setting<Value>? {
    let definition = SettingDefinition[row]
    guard let setting = try resolved(definition), let value = Value(setting.value) else {
      return nil
    }
    return Setting(value, from: setting.source)
  }

  /// The value of a required setting, with its type.
  func required<Value>(
    _ row: KeyPath<SettingTable, CertainSetting<Value>>
  ) throws(SettingsError) -> Setting<Value> {
    guard let setting = try resolved(row) else { throw .missing([SettingDefinition[row]]) }
    return setting
  }

  /// Name of a source in messages: its file, if it has one.
  func origin(of source: SettingSource) -> String { files[source] ?? source.rawValue }

  /// Name of a source in warnings: without folders, because results are passed on to others.
  func fileName(of source: SettingSource) -> String {
    source == .instrumentHeader ? header?.fileName ?? source.rawValue : origin(of: source)
  }
}
