public import ArgumentParser
import NTAKit

/// Where a result is written.
struct ResultDestination: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Result folder to write.", valueName: "dir"))
  var out: String
}

/// Options for what is written and printed of a result.
struct ResultOptions: ParsableArguments {
  @Flag(help: "Replace an earlier result.")
  var overwrite = false

  @Flag(help: "Also write tracks.csv, with every detection of every track.")
  var tracks = false

  @Option(
    help: ArgumentHelp(
      "Also write the result in the format of other software. May be repeated.",
      valueName: "format"))
  var export: [ExportFormat] = []

  @Flag(help: "Print summary.json instead of a table.")
  var json = false
}

extension ExportFormat: ExpressibleByArgument {}
