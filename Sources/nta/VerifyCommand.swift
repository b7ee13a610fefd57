import ArgumentParser
import NTAKit

/// `nta verify`: checks whether there is a peak where one is expected.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check whether a result has a peak at a given diameter.",
    usage: "nta verify [<options>] <result> --peak <nm>",
    discussion: """
      The exit code is 0 for yes and 1 for no. If the 95 % interval of the peak extends beyond \
      a limit, the answer is "not established" and the exit code is 1.

      EXAMPLE: nta verify result/ --peak 100 --within 15
               nta verify result/ --peak 100 --blank blank-result/ --dose 1e10
      """)

  @Argument(help: ArgumentHelp("A folder written by nta analyze or nta size.", valueName: "result"))
  var result: String

  @OptionGroup(title: "REQUIRED") var required: Required

  @Option(
    unit: "%",
    help: ArgumentHelp(
      "Tolerance, as a percentage of the diameter; default: 15.", valueName: "percent"))
  var within: Double = 15

  @Option(
    help: ArgumentHelp(
      "Result of the diluent alone, which is subtracted bin by bin.",
      valueName: "result"))
  var blank: String?

  @Option(
    unit: "",
    help: ArgumentHelp(
      "Print the volume of undiluted sample that holds this many particles (1e10 is typical).",
      valueName: "particles"))
  var dose: Double?

  @Flag(help: "Print the verdict as JSON.")
  var json = false

  @OptionGroup var verbosity: QuietOptions

  /// What must be given.
  struct Required: ParsableArguments {
    @Option(
      unit: "nm", help: ArgumentHelp("Expected diameter of the peak, in nm.", valueName: "nm"))
    var peak: Double
  }

  private var peak: Double { required.peak }

  func validate() throws {
    if let dose, !(dose > 0 && dose.isFinite) {
      throw ValidationError("--dose is \(dose); it must be a number of particles above 0")
    }
    guard peak > 0, peak.isFinite else {
      throw ValidationError("--peak is \(peak); it must be a diameter above 0 nm")
    }
    guard within >= 1, within < 100 else {
      throw ValidationError(
        "--within is \(within); it must be at least 1 and below 100 percent"
          + (within > 0 && within < 1 ? " (a fraction? Then give \(100 * within))" : ""))
    }
  }

  func run() throws {
    let verdict = try PeakVerdict(
      of: ResultFolder(result), less: blank.map { ResultFolder($0) }, expected_nm: peak,
      within_percent: within)
    for warning in verdict.warnings where !verbosity.quiet {
      Console.warn(warning.text(in: .commandLine))
    }
    try StandardOutput.write(json ? try verdict.json(dose: dose) : verdict.text(dose: dose))
    guard verdict.answer == .yes else {
      throw ExitStatus.answerIsNo.exit
    }
  }
}
