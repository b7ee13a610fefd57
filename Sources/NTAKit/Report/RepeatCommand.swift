import NTAAnalysis
import NTAVideo

/// The command that repeats a measurement, built from its settings.
///
/// Only what came from the command line is named: the rest is found again where it was found. The
/// number of threads and the folder's name are left out, for no result depends on them.
enum RepeatCommand {
  private static let options: [(setting: String, option: String)] = [
    ("instrument", "--instrument"), ("pixel_size_um", "--pixel-size"),
    ("frame_rate_hz", "--frame-rate"),
    ("exposure_s", "--exposure"), ("temperature_C", "--temperature"), ("medium", "--medium"),
    ("viscosity_mPas", "--viscosity"), ("dilution", "--dilution"), ("polarity", "--polarity"),
    ("depth_um", "--depth"), ("min_track_length", "--min-track-length"),
    ("smallest_diameter_nm", "--smallest-diameter"), ("seed", "--seed"),
    ("min_tracks", "--min-tracks"), ("max_drift_um_per_s", "--max-drift"),
    ("min_particles_per_frame", "--min-particles"),
    ("max_particles_per_frame", "--max-particles"), ("outlier_size", "--outlier-size"),
    ("outlier_count", "--outlier-count"), ("outlier_intensity", "--outlier-intensity"),
  ]

  /// The command, to be given in the folder of the videos.
  static func text(_ summary: SummaryDocument) -> String {
    let videos = summary.input.videos
    guard let first = videos.first else {
      return (["nta size tracks.csv --out result"] + arguments(summary)).joined(separator: " ")
    }
    var words = ["nta analyze", videos.count == 1 ? quoted(first) : ".", "--out ../result"]
    if videos.count == 1, summary.positions.count > 1 {
      words += ["--positions \(summary.positions.count)", "--cycles 1"]
    }
    return (words + arguments(summary)).joined(separator: " ")
  }

  private static func arguments(_ summary: SummaryDocument) -> [String] {
    var words: [String] = []
    if let calibration = summary.calibration {
      words.append("--calibration \(quoted(calibration.file))")
      if calibration.passed == false { words.append("--allow-failed-calibration") }
    }
    for (setting, option) in options {
      guard let document = summary.settings[setting] ?? nil,
        document.source == SettingSource.commandLine.rawValue
      else { continue }
      words.append("\(option) \(text(document.value))")
    }
    if let model = summary.settings["viscosity_model"] ?? nil,
      model.source == SettingSource.commandLine.rawValue, model.value != .text("stated")
    {
      words.append("--viscosity-model \(text(model.value))")
    }
    if case .flag(true)? = summary.settings["allow_damaged"]??.value {
      words.append("--allow-damaged")
    }
    return words
  }

  private static func text(_ value: SettingValue) -> String {
    switch value {
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): SettingText.plain(number)
    case .text(let text): quoted(text)
    }
  }

  /// As a shell takes it for one word.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "._-/+".unicodeScalars.contains(scalar)
    }
    return isPlain && !text.isEmpty && !text.hasPrefix("-")
      ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
