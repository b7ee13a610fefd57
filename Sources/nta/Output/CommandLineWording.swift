import NTAKit

extension Wording {
  /// The wording of messages that name command-line options.
  static let commandLine = Wording { options[$0] ?? $0.key }

  /// The option of each argument that messages may name.
  static let options: [ArgumentName: String] = {
    let settings = SettingTable.definitions.compactMap { definition in
      definition.option.map { (definition.argument, "--\($0)") }
    }
    return others.merging(settings) { _, setting in setting }
  }()

  /// The options of arguments that are not in the table of settings.
  private static let others: [ArgumentName: String] = [
    .positions: "--positions",
    .cycles: "--cycles",
    .calibration: "--calibration",
    .allowFailedCalibration: "--allow-failed-calibration",
    .allowDamaged: "--allow-damaged",
    .threads: "--threads",
    .runFile: "--config",
    .unit: "--unit",
    .position: "--position",
    .firstFrame: "--first",
    .output: "--out",
    .overwrite: "--overwrite",
  ]
}

extension NTAError {
  /// The error as one sentence that names command-line options.
  var sentence: String { description(in: .commandLine) }
  /// The exit code of a command that ends with this error.
  var exitStatus: ExitStatus { ExitStatus(category) }
}
