public import ArgumentParser
public import NTAKit

/// Options for where a result is written and what is printed.
struct ResultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Result folder to write.", valueName: "dir"))
  var out: String

  @Flag(help: "Replace an earlier result.")
  var overwrite = false

  @Flag(help: "Also write tracks.csv, with every detection of every track.")
  var tracks = false

  @Option(
    help: ArgumentHelp(
      "Also write the result in the format of other software: zetaview, fcs, trackpy or "
        + "trackmate. May be repeated.",
      valueName: "format"))
  var export: [ExportFormat] = []

  @Flag(help: "Print summary.json instead of a table.")
  var json = false

  /// The result folder.
  var folder: ResultFolder { ResultFolder(out) }

  /// Whether the result has to keep the tracks.
  var keepsTracks: Bool { tracks || export.contains(where: \.needsTracks) }

  /// Checks, before the measurement starts, that the result can be written.
  func check() throws(NTAError) { try check(folder) }

  /// Checks, before the measurement starts, that a result can be written to `folder`.
  func check(_ folder: ResultFolder) throws(NTAError) {
    try NTAError.mapping { () throws(FileError) in try folder.check(overwrite: overwrite) }
  }

  /// Writes the result, prints its warnings on standard error, and prints the table or summary.
  func writeAndPrint(_ result: RunResult, log: RunLog, verbosity: VerbosityOptions) throws(NTAError)
  {
    let summary = try write(result, to: folder, log: log, verbosity: verbosity)
    try StandardOutput.write(json ? summary : ResultText(result).text)
  }

  /// Writes the result and prints its warnings on standard error.
  ///
  /// - Returns: the content of `summary.json`.
  func write(
    _ result: RunResult, to folder: ResultFolder, log: RunLog, verbosity: VerbosityOptions
  ) throws(NTAError) -> String {
    var log = log
    for warning in result.warnings.map({ $0.text(in: .commandLine) }) {
      log.add("warning \(warning.code): \(warning.message)")
      if !verbosity.quiet { Console.warn(warning) }
    }
    log.add("writing \(folder.path)")
    return try NTAError.mapping { () throws(FileError) in
      try folder.write(
        result, log: log, overwrite: overwrite, tracks: tracks, exports: export,
        wording: .commandLine)
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
