public import ArgumentParser
public import NTAKit

/// Where a result goes, and what of it is shown.
struct ResultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder for the result.", valueName: "dir"))
  var out: String

  @Flag(help: "Replace an earlier result.")
  var overwrite = false

  @Flag(help: "Write tracks.csv too: every sighting of every particle.")
  var tracks = false

  @Option(
    help: ArgumentHelp(
      "Write the result in another program's layout too: zetaview, fcs, trackpy or trackmate; may "
        + "be given several times.",
      valueName: "layout"))
  var export: [ExportFormat] = []

  @Flag(help: "Print summary.json instead of a table.")
  var json = false

  /// The folder of the result.
  var folder: ResultFolder { ResultFolder(out) }

  /// Whether the measurement has to keep the tracks.
  var keepsTracks: Bool { tracks || export.contains(where: \.needsTracks) }

  /// Finds out before the work whether the result could be written.
  func check() throws(NTAError) { try check(folder) }

  /// Finds out before the work whether a result could be written to a folder.
  func check(_ folder: ResultFolder) throws(NTAError) {
    try NTAError.mapping { () throws(FileError) in try folder.check(overwrite: overwrite) }
  }

  /// Writes the result, warns on standard error, and prints table or summary.
  func deliver(_ result: RunResult, log: RunLog, verbosity: VerbosityOptions) throws(NTAError) {
    let summary = try write(result, to: folder, log: log, verbosity: verbosity)
    try StandardOutput.write(json ? summary : ResultText(result).text)
  }

  /// Writes the result and warns on standard error.
  ///
  /// - Returns: what `summary.json` holds.
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
