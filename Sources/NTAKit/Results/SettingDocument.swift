import NTAAnalysis
import NTAVideo

/// One setting in `summary.json`: its value and source.
struct SettingDocument: Codable, Sendable, Equatable {
  var value: SettingValue
  var source: String
}

extension SettingDocument {
  /// A setting as `summary.json` has it, where whole numbers are numbers like all others unless they
  /// are too large for that.
  init(_ setting: Setting<SettingValue>) {
    if case .whole(let whole) = setting.value, Double(whole) < SettingValue.firstInexact {
      value = .number(Double(whole))
    } else {
      value = setting.value
    }
    source = setting.source.rawValue
  }

  /// The settings of a run by their keys.
  ///
  /// The number of threads is omitted, because no result depends on it.
  static func all(of settings: MeasurementSettings) -> [String: SettingDocument?] {
    let definitions = SettingTable.definitions.filter { $0.role == .measurement }
    return Dictionary(
      uniqueKeysWithValues: definitions.map { definition in
        (definition.key, settings.reported(definition).map { SettingDocument($0) })
      })
  }
}

extension SettingDocument {
  /// The descriptions of a recording by their keys, `nil` where nothing is stated; the sample's name
  /// has its own key.
  static func descriptions(in settings: MeasurementSettings) -> [String: SettingValue?] {
    let definitions = SettingTable.definitions.filter {
      $0.role == .description && $0 != SettingDefinition[\.sample]
        || $0 == SettingDefinition[\.laser_nm]
    }
    return Dictionary(
      uniqueKeysWithValues: definitions.map { ($0.key, settings[$0]?.value) })
  }
}

extension SettingValue: Codable {
  /// From here on a `Double` does not keep every whole number.
  fileprivate static let firstInexact = 0x1p53

  /// Reads a value of JSON; whole numbers that a `Double` would round are kept as whole numbers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      let whole = number < Self.firstInexact ? nil : try? container.decode(UInt64.self)
      self = whole.map { .whole($0) } ?? .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// Writes the value as the matching JSON type.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try container.encode(flag)
    case .number(let number): try container.encode(number)
    case .whole(let whole): try container.encode(whole)
    case .text(let text): try container.encode(text)
    }
  }
}
