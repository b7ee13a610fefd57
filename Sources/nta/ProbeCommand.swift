import ArgumentParser
import NTAKit

/// `nta probe`: what the decoder sees.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Show what the decoder sees: container, codec, frames, rate, problems.",
    usage: "nta probe [<options>] <input> ...",
    discussion: """
      EXAMPLE: nta probe run/pos01.avi
               nta probe run/ --json
      """)

  @OptionGroup var input: InputOptions

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let report = try ProbeReport(try input.recording())
    for warning in report.warnings where !verbosity.quiet {
      Console.warn(warning.text(in: .commandLine))
    }
    try StandardOutput.write(json ? try report.json(in: .commandLine) : report.text)
  }
}
