import NTAKit

extension RunLog {
  /// A log that begins with the program, its command line and the settings.
  init(settings: ResolvedSettings) {
    self.init()
    add("\(Software.name) \(Software.version): \(CommandLine.arguments.joined(separator: " "))")
    for line in settings.lines { add(line) }
  }
}

extension ResolvedSettings {
  /// A line a setting, with its source.
  var lines: [String] {
    let values: [(String, String?, SettingSource?)] = [
      ("instrument", settings.instrument?.value.name, settings.instrument?.source),
      ("pixel size", "\(settings.pixelSize_um.value) µm", settings.pixelSize_um.source),
      (
        "frame rate", settings.frameRate_hz.map { "\($0.value) Hz" },
        settings.frameRate_hz?.source ?? .container
      ),
      ("exposure", "\(settings.exposure_s.value) s", settings.exposure_s.source),
      ("temperature", "\(settings.temperature_C.value) °C", settings.temperature_C.source),
      ("medium", settings.medium.value, settings.medium.source),
      ("viscosity", "\(settings.viscosity_mPas.value) mPa·s", settings.viscosity_mPas.source),
      (
        "viscosity model", settings.viscosityModel?.value.rawValue ?? "stated",
        settings.viscosityModel?.source
      ),
      ("dilution", "\(settings.dilution.value)", settings.dilution.source),
      ("polarity", settings.polarity.value.rawValue, settings.polarity.source),
      ("depth", settings.depth_um.map { "\($0.value) µm" }, settings.depth_um?.source),
      (
        "minimum track length", "\(settings.minimumTrackLength.value) frames",
        settings.minimumTrackLength.source
      ),
    ]
    return values.map { name, value, source in
      "\(name): \(value ?? "not given")" + (source.map { " (\($0.rawValue))" } ?? "")
    }
  }

  /// Says the settings on standard error, if that is wanted.
  func narrate(_ verbosity: VerbosityOptions) {
    guard verbosity.verbose else { return }
    for line in lines { Console.say(line) }
  }
}
