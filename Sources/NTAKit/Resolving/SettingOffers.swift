import NTAAnalysis
import NTAVideo

/// What each source offers for a setting, and the choice between them.
struct SettingOffers {
  private let offers: [SettingSource: SettingValues]
  private let files: [SettingSource: String]
  /// The instrument's header, which also says how its values are to be understood.
  let header: ZetaViewHeader?

  /// What these sources offer.
  init(
    options: SettingOptions, runFile: RunFile?, header: ZetaViewHeader?,
    calibration: CalibrationValues?, profile: InstrumentProfile?
  ) {
    self.header = header
    offers = [
      .commandLine: options.values, .runFile: runFile?.values, .calibration: calibration?.values,
      .instrumentHeader: header.map(SettingValues.init), .instrumentProfile: profile?.values,
    ].compactMapValues(\.self)
    files = [
      .runFile: runFile?.path, .calibration: calibration?.path, .instrumentHeader: header?.path,
      .instrumentProfile: profile.map { "instrument profile \($0.name)" },
    ].compactMapValues(\.self)
  }

  /// The value of the highest source, checked; `nil` where nobody offers one.
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

  /// The value of the highest source, else the program's default, else none.
  ///
  /// - Throws: `SettingsError.outOfRange`, and `.missing` where a setting is required.
  func decided(_ definition: SettingDefinition) throws(SettingsError) -> Setting<SettingValue>? {
    if let offered = try offered(definition) { return offered }
    if definition.fallback == .required { throw .missing(definition) }
    return definition.defaultValue.map { Setting($0, from: .programDefault) }
  }

  /// The same with the type of the setting.
  func decided<Value, Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Value, Effective>>
  ) throws(SettingsError) -> Setting<Value>? {
    let definition = SettingDefinition[row]
    guard let decided = try decided(definition), let value = Value(decided.value) else {
      return nil
    }
    return Setting(value, from: decided.source)
  }

  /// The same for a setting that a measurement cannot do without.
  func required<Value>(
    _ row: KeyPath<SettingTable, CertainSetting<Value>>
  ) throws(SettingsError) -> Setting<Value> {
    guard let decided = try decided(row) else { throw .missing(SettingDefinition[row]) }
    return decided
  }

  /// What a source is called in messages: its file, where it has one.
  func origin(of source: SettingSource) -> String { files[source] ?? source.rawValue }

  /// The same without folders, for warnings: they go into results, which people pass on.
  func fileName(of source: SettingSource) -> String {
    source == .instrumentHeader ? header?.fileName ?? source.rawValue : origin(of: source)
  }
}
