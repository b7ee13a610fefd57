import NTAAnalysis
import NTAVideo

/// The command that repeats a measurement, built from its settings.
///
/// It contains only the settings from the command line and the sample sheet; the others are read from their sources again.
/// The number of threads and the name of the result folder are omitted, because no result depends on
/// them.
enum RepeatCommand {
  /// The command, which must be run in the folder of the videos.
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

  /// The sources that are not beside the videos.
  private static let givenSources = [SettingSource.commandLine, .sampleSheet].map(\.rawValue)

  private static func arguments(_ summary: SummaryDocument) -> [String] {
    var words: [String] = []
    if let calibration = summary.calibration {
      words.append("--calibration \(quoted(calibration.file))")
      if calibration.passed == false { words.append("--allow-failed-calibration") }
    }
    for definition in SettingTable.definitions where definition.role == .measurement {
      guard let option = definition.option, let document = summary.settings[definition.key] ?? nil,
        givenSources.contains(document.source)
      else { continue }
      words += self.words(document.value, for: definition, option: option)
    }
    return words
  }

  /// The option with its value; empty for a value that the option cannot have, such as the viscosity
  /// model `stated`.
  private static func words(
    _ value: SettingValue, for definition: SettingDefinition, option: String
  ) -> [String] {
    if case .choice(let choices) = definition.kind {
      guard case .text(let word) = value, choices.contains(word) else { return [] }
    }
    return switch value {
    case .flag(let isSet): isSet ? ["--\(option)"] : []
    case .number(let number): ["--\(option) \(NumberText.plain(number))"]
    case .whole(let whole): ["--\(option) \(whole)"]
    case .text(let text): ["--\(option) \(quoted(text))"]
    }
  }

  /// The text quoted for a shell, if necessary.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "._-/+,".unicodeScalars.contains(scalar)
    }
    return isPlain && !text.isEmpty && !text.hasPrefix("-")
      ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
