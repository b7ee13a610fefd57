import NTAAnalysis
import NTAVideo

/// A row of ``SettingTable`` with the type of its value.
///
/// `Effective` is the type of the setting in a measurement: `Setting<Value>` if it is required, or
/// `Setting<Value>?` if it is optional.
public struct SettingRow<Value: SettingType, Effective>: Sendable {
  /// The row without types.
  public let definition: SettingDefinition
}

/// A setting that every measurement requires.
public typealias CertainSetting<Value: SettingType> = SettingRow<Value, Setting<Value>>

/// A setting that is optional.
public typealias PossibleSetting<Value: SettingType> = SettingRow<Value, Setting<Value>?>

/// Reads a setting from an instrument's header; returns `nil` if the header does not state it.
typealias HeaderValue<Value> = @Sendable (InstrumentHeader) -> Value?

extension SettingRow {
  /// A row of any kind; `sources` are its sources besides the command line, `run.yaml` and the header.
  private init(
    _ key: String, kind: SettingDefinition.Kind, name: String, option: String?,
    placeholder: String?, meaning: String, otherwise fallback: SettingDefinition.Fallback,
    role: SettingDefinition.Role = .measurement, worth: String? = nil,
    header: HeaderValue<Value>?, sources: Set<SettingSource>, isInRunFile: Bool = true
  ) {
    var all = sources.union([.sampleSheet])
    if option != nil { all.insert(.commandLine) }
    if isInRunFile { all.insert(.runFile) }
    if header != nil { all.insert(.instrumentHeader) }
    definition = SettingDefinition(
      key: key, name: name, option: option, placeholder: placeholder ?? "text", kind: kind,
      fallback: fallback, role: role, sources: SettingSource.allCases.filter(all.contains),
      meaning: meaning, worth: worth,
      headerValue: { header?($0)?.settingValue })
  }
}

extension SettingRow where Value == Double {
  /// A number; its unit is that of the range.
  static func number(
    _ key: String, in range: AllowedRange, name: String, option: String?,
    placeholder: String? = nil, meaning: String, otherwise: SettingDefinition.Fallback,
    role: SettingDefinition.Role = .measurement, worth: String? = nil,
    header: HeaderValue<Double>? = nil,
    from sources: Set<SettingSource> = []
  ) -> Self {
    Self(
      key, kind: .number(range), name: name, option: option,
      placeholder: placeholder ?? (range.unit.isEmpty ? "n" : range.unit), meaning: meaning,
      otherwise: otherwise, role: role, worth: worth, header: header, sources: sources)
  }
}

extension SettingRow where Value == Int {
  /// A whole number.
  static func wholeNumber(
    _ key: String, in range: AllowedRange, name: String, option: String?,
    placeholder: String = "n", meaning: String, otherwise: SettingDefinition.Fallback,
    role: SettingDefinition.Role = .measurement,
    header: HeaderValue<Int>? = nil
  ) -> Self {
    Self(
      key, kind: .wholeNumber(range), name: name, option: option, placeholder: placeholder,
      meaning: meaning, otherwise: otherwise, role: role, header: header, sources: [])
  }
}

extension SettingRow where Value == UInt64 {
  /// A seed, which only the command line can supply.
  static func seed(
    _ key: String, name: String, option: String?, meaning: String, otherwise value: UInt64
  ) -> Self {
    Self(
      key, kind: .seed, name: name, option: option, placeholder: "n", meaning: meaning,
      otherwise: .value(.whole(value)), header: nil, sources: [], isInRunFile: false)
  }
}

extension SettingRow where Value == Bool {
  /// A flag, which only the command line can supply; it is off by default.
  static func flag(_ key: String, name: String, option: String?, meaning: String) -> Self {
    Self(
      key, kind: .flag, name: name, option: option, placeholder: nil, meaning: meaning,
      otherwise: .value(.flag(false)), header: nil, sources: [], isInRunFile: false)
  }
}

extension SettingRow where Value == String {
  /// Any text.
  static func text(
    _ key: String, name: String, option: String?, placeholder: String = "text", meaning: String,
    otherwise: SettingDefinition.Fallback = .absent(inWords: nil),
    role: SettingDefinition.Role = .measurement,
    header: HeaderValue<String>? = nil
  ) -> Self {
    Self(
      key, kind: .text, name: name, option: option, placeholder: placeholder, meaning: meaning,
      otherwise: otherwise, role: role, header: header, sources: [])
  }

  /// A date, `yyyy-mm-dd`.
  static func day(
    _ key: String, name: String, option: String?, meaning: String,
    header: HeaderValue<String>? = nil
  ) -> Self {
    Self(
      key, kind: .day, name: name, option: option, placeholder: "yyyy-mm-dd", meaning: meaning,
      otherwise: .absent(inWords: nil), role: .description, header: header, sources: [])
  }
}

extension SettingRow where Value == ExcludedRegions {
  /// Rectangles of the picture.
  static func regions(
    _ key: String, name: String, option: String?, meaning: String,
    otherwise: SettingDefinition.Fallback
  ) -> Self {
    Self(
      key, kind: .regions, name: name, option: option, placeholder: "x,y,width,height",
      meaning: meaning, otherwise: otherwise, header: nil, sources: [])
  }
}

extension SettingRow where Value: SettingChoice {
  /// One of a few words.
  static func choice(
    _ key: String, name: String, option: String?, meaning: String, otherwise value: Value,
    from sources: Set<SettingSource> = []
  ) -> Self {
    let words = Value.allCases.map(\.rawValue)
    return Self(
      key, kind: .choice(words), name: name, option: option,
      placeholder: words.joined(separator: "|"), meaning: meaning,
      otherwise: .value(value.settingValue), header: nil, sources: sources)
  }
}
