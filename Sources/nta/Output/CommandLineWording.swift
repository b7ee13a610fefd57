import NTAKit

extension Wording {
  /// Messages name the options of the command line.
  static let commandLine = Wording { options[$0] ?? $0.key }

  /// The option of each setting, path and choice.
  static let options: [ArgumentName: String] = {
    let settings = SettingTable.definitions.compactMap { definition in
      definition.option.map { (definition.argument, "--\($0)") }
    }
    return others.merging(settings) { _, setting in setting }
  }()

  /// The options of what is no setting of the table.
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
  /// One sentence that names options: what, where, what to do.
  var sentence: String { description(in: .commandLine) }
  /// The exit code of the command that it ends.
  var exitStatus: ExitStatus { ExitStatus(category) }
}
