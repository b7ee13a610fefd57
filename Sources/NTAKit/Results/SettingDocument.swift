import NTAAnalysis
import NTAVideo

/// One setting in `summary.json`: its value and source.
struct SettingDocument: Codable, Sendable, Equatable {
  var value: SettingValue
  var source: String
}

extension SettingDocument {
  /// A setting as written to `summary.json`, which does not distinguish whole numbers.
  init(_ setting: Setting<SettingValue>) {
    if case .whole(let whole) = setting.value {
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

extension SettingValue: Codable {
  /// Reads a value from JSON.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
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
