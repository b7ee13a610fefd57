import ArgumentParser
import NTAKit

/// `nta probe`: shows what the decoder finds in the videos.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Show the container, codec, frames, frame rate and problems of videos.",
    usage: "nta probe [<options>] <input> ...",
    discussion: """
      EXAMPLE: nta probe run/pos01.avi
               nta probe run/ --json
      """)

  @OptionGroup var input: InputOptions

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  @OptionGroup var verbosity: QuietOptions

  func run() throws {
    let report = try ProbeReport(try input.recording())
    for warning in report.warnings where !verbosity.quiet {
      Console.warn(warning.text(in: .commandLine))
    }
    try StandardOutput.write(
      json ? try report.json(in: .commandLine) : report.text(in: .commandLine))
  }
}
