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
  /// The help text of a setting, from the table of settings; hidden in commands on which it has no effect.
  static func setting<Value, Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Value, Effective>>,
    for command: (any MeasuringCommand.Type)? = nil
  ) -> ArgumentHelp {
    let definition = SettingDefinition[row]
    return ArgumentHelp(
      "\(command?.help(of: definition) ?? definition.help)", valueName: definition.placeholder,
      visibility: command?.ignoredSettings.contains(definition) == true ? .hidden : .default)
  }
}

extension Option {
  /// The option of a setting that is no number.
  @_disfavoredOverload
  init<Setting: ExpressibleByArgument, Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Setting, Effective>>,
    for command: (any MeasuringCommand.Type)? = nil
  ) where Value == Setting? {
    self.init(name: .setting(row), help: .setting(row, for: command))
  }
}

extension Option where Value == Double? {
  /// The option of a setting that is a number.
  init<Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Double, Effective>>,
    for command: (any MeasuringCommand.Type)? = nil
  ) {
    let definition = SettingDefinition[row]
    self.init(name: .setting(row), help: .setting(row, for: command)) { text in
      try NumberArgument.value { () throws(NumberProblem) in try definition.number(from: text) }
    }
  }
}

extension Option where Value == Int? {
  /// The option of a setting that is a whole number.
  init<Effective>(
    _ row: KeyPath<SettingTable, SettingRow<Int, Effective>>,
    for command: (any MeasuringCommand.Type)? = nil
  ) {
    let definition = SettingDefinition[row]
    self.init(name: .setting(row), help: .setting(row, for: command)) { text in
      let number = try NumberArgument.value { () throws(NumberProblem) in
        try definition.number(from: text)
      }
      // Nobody writes a number of frames with a point or an exponent but by mistake.
      guard let whole = Int(exactly: number), !text.contains(where: { ".eE".contains($0) }) else {
        throw ValidationError("give a whole number")
      }
      return whole
    }
  }
}
