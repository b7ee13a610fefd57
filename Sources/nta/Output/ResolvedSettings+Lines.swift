import NTAKit

extension RunLog {
  /// A log that begins with the program's version, its command line and the settings.
  init(settings: ResolvedSettings) {
    self.init()
    add("\(Software.name) \(Software.version): \(CommandLine.arguments.joined(separator: " "))")
    for line in settings.lines { add(line) }
  }
}

extension ResolvedSettings {
  /// One line per setting, with its value and source.
  var lines: [String] {
    SettingTable.definitions.filter { $0.role != .layout }.map { definition in
      let setting = settings.reported(definition)
      var source = setting?.source
      if setting == nil, case .source(let other, _) = definition.fallback { source = other }
      return "\(definition.name): \(setting.map { definition.text($0.value) } ?? "not given")"
        + (source.map { " (\($0.rawValue))" } ?? "")
    }
  }

  /// Prints the settings on standard error if `--verbose` was given.
  func printSettings(_ verbosity: VerbosityOptions) {
    guard verbosity.verbose else { return }
    for line in lines { Console.say(line) }
  }
}
