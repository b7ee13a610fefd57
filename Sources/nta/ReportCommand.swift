import ArgumentParser
import NTAKit

/// `nta report`: redraws the report of an earlier result, and its plots as files of their own.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Redraw report.html, or the plots as pictures, from the other files of a result.",
    usage: "nta report [<options>] <result>",
    discussion: """
      --figures writes every plot of the report as SVG and as PNG of 300 dpi, for papers and slides.

      EXAMPLE: nta report result/
               nta report result/ --figures figures/
      """)

  @Argument(help: ArgumentHelp("A folder written by nta analyze or nta size.", valueName: "result"))
  var result: String

  @Option(help: ArgumentHelp("Folder for the plots as SVG and PNG.", valueName: "dir"))
  var figures: String?

  @Flag(help: "Replace plots of the same names.")
  var overwrite = false

  @OptionGroup var verbosity: QuietOptions

  func run() throws {
    let folder = ResultFolder(result)
    var paths = [try folder.redrawReport()]
    if let figures { paths += try folder.writeFigures(to: figures, overwrite: overwrite) }
    try StandardOutput.write(paths.map { $0 + "\n" }.joined())
  }
}
