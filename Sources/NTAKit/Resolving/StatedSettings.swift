import NTAAnalysis
import NTAVideo

/// Whether what the sources of settings state fits each other.
struct StatedSettings {
  /// What was decided.
  let settings: MeasurementSettings
  let offers: SettingOffers

  /// How far two sources may differ by rounding and calibration.
  private enum Tolerance {
    case relative(Double)
    case absolute(Double)

    func allows(_ first: Double, _ second: Double) -> Bool {
      switch self {
      case .relative(let share): abs(first - second) <= share * max(abs(first), abs(second))
      case .absolute(let limit): abs(first - second) <= limit
      }
    }
  }

  /// The settings that run file and header both record.
  ///
  /// The pixel size of a header is nominal, and may be off by as much as a calibration allows.
  private static let compared: [(SettingDefinition, Tolerance)] = [
    (SettingDefinition[\.frameRate_hz], .relative(0.02)),
    (SettingDefinition[\.exposure_s], .relative(0.2)),
    (SettingDefinition[\.pixelSize_um], .relative(0.15)),
    (SettingDefinition[\.temperature_C], .absolute(2)),
  ]

  /// What the user should know, in a fixed order.
  var warnings: [RunWarning] { contradictingFile + unreadable + disagreeing }

  /// Relative difference from which a setting is not what the file states, only rounded.
  private static let sameValue = 0.02

  /// Settings that are not what the recording's own files state.
  ///
  /// A calibration is expected to differ: it measures what the files state as nominal.
  private var contradictingFile: [RunWarning] {
    [SettingDefinition[\.pixelSize_um], SettingDefinition[\.frameRate_hz]].compactMap {
      definition in
      guard let setting = settings[definition],
        ![.container, .calibration].contains(setting.source),
        let value = Double(setting.value),
        let stated = offers.value(of: definition, from: .container).flatMap(Double.init),
        abs(value / stated - 1) > Self.sameValue
      else { return nil }
      return .fileDisagrees(
        file: offers.fileName(of: .container), setting: definition.key, value: value,
        source: setting.source.rawValue, stated: stated, unit: definition.unit)
    }
  }

  /// Values of the header that are no numbers, where nobody who goes before it states one.
  private var unreadable: [RunWarning] {
    guard let header = offers.header else { return [] }
    return header.unreadable.compactMap { value in
      guard let definition = SettingTable.definition(of: value.setting) else { return nil }
      let used = settings[definition]
      if let used, used.source.precedes(.instrumentHeader) { return nil }
      return .headerValueUnreadable(
        header: header.fileName, key: value.key, text: value.text, setting: value.setting,
        used: used.map { "\(definition.text($0.value)) (\($0.source.rawValue))" }
          ?? "the video's own")
    }
  }

  /// Settings for which the sources that record a run state different values.
  private var disagreeing: [RunWarning] {
    Self.compared.flatMap { definition, tolerance -> [RunWarning] in
      guard let used = settings[definition], case .number(let value) = used.value else { return [] }
      return [SettingSource.runFile, .instrumentHeader].compactMap { source in
        guard source != used.source, used.source.precedes(source),
          case .number(let other)? = offers.value(of: definition, from: source),
          definition.allows(other), !tolerance.allows(value, other)
        else { return nil }
        return .settingsDisagree(
          setting: definition.key, used: definition.text(used.value), from: used.source.rawValue,
          other: definition.text(.number(other)), otherFrom: source.rawValue)
      }
    }
  }
}
