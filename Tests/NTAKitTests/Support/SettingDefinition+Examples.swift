@testable import NTAKit

extension SettingDefinition {
  /// The row of a key.
  static func named(_ key: String) throws -> SettingDefinition {
    guard let definition = SettingTable.definitions.first(where: { $0.key == key }) else {
      throw NoSuchSetting(key: key)
    }
    return definition
  }

  struct NoSuchSetting: Error {
    let key: String
  }

  /// Allowed values, all different; no two sources of one setting have the same.
  var examples: [SettingValue] {
    switch kind {
    case .number(let range):
      (1...8).map { .number(range.lower + (range.upper - range.lower) * 0.1 * Double($0)) }
    case .wholeNumber(let range):
      (1...8).map { .number((range.lower + Double($0)).rounded()) }
    case .seed: (1...8).map { .whole(UInt64.max - $0) }
    case .choice(let words): words.reversed().map(SettingValue.text)
    case .text where self == SettingDefinition[\.instrument]:
      [.text("zetaview"), .text("zetaview-pmx110")]
    case .text: ["pbs", "glycerol 20 %", "one", "two"].map(SettingValue.text)
    case .day: (1...8).map { .text("2026-03-0\($0)") }
    case .regions: (1...8).map { .text("\($0),0,20,30") }
    case .flag: [.flag(true), .flag(false)]
    }
  }
}

extension SettingValue {
  /// As `run.yaml` and the command line write it.
  var written: String {
    switch self {
    case .flag(let flag): "\(flag)"
    case .number(let number): NumberText.plain(number)
    case .whole(let whole): "\(whole)"
    case .text(let text): text
    }
  }
}
