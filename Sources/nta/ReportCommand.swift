import ArgumentParser
import NTAKit

/// `nta report`: redraws the report of an earlier result.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Redraw report.html from the other files of a result.",
    usage: "nta report [<options>] <result>",
    discussion: "EXAMPLE: nta report result/")

  @Argument(help: ArgumentHelp("A folder written by nta analyze or nta size.", valueName: "result"))
  var result: String

  @OptionGroup var verbosity: QuietOptions

  func run() throws {
    try StandardOutput.write(try ResultFolder(result).redrawReport() + "\n")
  }
}
