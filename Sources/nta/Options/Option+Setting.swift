import ArgumentParser
import NTAKit

extension NameSpecification {
  /// The name of a setting's option, from the table of settings.
  static func setting<Value, Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Value, Effective>>
  ) -> NameSpecification {
    let definition = SettingDefinition[row]
    return .customLong(definition.option ?? definition.key)
  }
}

extension ArgumentHelp {
  /// The help text of a setting, from the table of settings.
  static func setting<Value, Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Value, Effective>>
  ) -> ArgumentHelp {
    let definition = SettingDefinition[row]
    return ArgumentHelp("\(definition.help)", valueName: definition.placeholder)
  }
}

extension Option {
  /// The option of a setting.
  init<Setting: ExpressibleByArgument, Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Setting, Effective>>
  ) where Value == Setting? {
    self.init(name: .setting(row), help: .setting(row))
  }
}
