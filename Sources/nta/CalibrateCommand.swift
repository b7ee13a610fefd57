import ArgumentParser
import NTAKit

/// `nta calibrate`: calibrates an instrument with beads of known size.
struct CalibrateCommand: AsyncParsableCommand, MeasuringCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Calibrate an instrument with a recording of beads of certified size.",
    discussion: """
      Determines the effective pixel size at which the beads have their certified mean diameter, \
      and the observed volume, and prints the acceptance table. If a criterion is not met, the \
      file is still written, but marked as failed, and the exit code is 1.

      EXAMPLE: nta calibrate beads/ --standard ps-110 --out today.json
      """)

  @OptionGroup var input: InputOptions

  @OptionGroup(title: "REQUIRED") var required: Required

  @Option(
    unit: "/mL",
    help: ArgumentHelp(
      "Concentration of the undiluted beads, to calibrate the observed volume in absolute terms.",
      valueName: "per-ml"))
  var concentration: Double?

  @OptionGroup var replacing: FileOptions

  @Flag(help: "Print the calibration as JSON instead of a table.")
  var json = false

  @OptionGroup(title: "MEASUREMENT") var measurement: MeasurementOptions<Self>
  @OptionGroup var verbosity: VerbosityOptions

  /// What must be given.
  struct Required: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "The beads: ps-60, ps-100, ps-110, ps-200, ps-400, or a .yaml file with the certificate "
          + "of your lot.",
        valueName: "name"))
    var standard: String

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("Calibration file to write.", valueName: "file.json"))
    var out: String
  }

  static let usesCalibration = false
  private var standard: String { required.standard }

  func validate() throws {
    if let concentration, !(concentration > 0 && concentration.isFinite) {
      throw ValidationError("--concentration is \(concentration); it must be above 0 per mL")
    }
    if measurement.calibrationPath != nil {
      throw ValidationError(
        "--calibration is for measuring samples; give --pixel-size to calibrate")
    }
  }

  func run() async throws {
    let file = try replacing.file(required.out)
    let beads = try NTAError.mapping { () throws(SettingsError) in
      try CalibrationFolder.fromEnvironment.standard(standard)
    }
    let recording = try input.recording()
    try replacing.refuse(file, toReplace: recording.files + [standard])
    let resolved = try measurement.resolved(for: recording, input: input)
    resolved.printSettings(verbosity)
    let meter = ProgressMeter(isQuiet: verbosity.quiet)
    defer { meter.finish() }
    let pipeline = Pipeline(resolved, scratchFolder: file.parent)
    let calibration = try await pipeline.calibrate(
      recording, standard: beads, concentration_per_mL: concentration, wording: .commandLine
    ) { meter.report($0) }
    meter.finish()
    if !verbosity.quiet {
      for warning in calibration.warnings { Console.warn(warning) }
    }
    let text = try calibration.json()
    try NTAError.mapping { () throws(FileError) in
      try file.write(text, overwrite: replacing.overwrite)
    }
    try StandardOutput.write(json ? text : calibration.text)
    guard calibration.passed else {
      throw ExitStatus.answerIsNo.exit
    }
  }
}
