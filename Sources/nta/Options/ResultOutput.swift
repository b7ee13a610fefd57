import NTAKit

/// Writes and prints a result as the options of the command say.
struct ResultOutput {
  private let options: ResultOptions
  /// The result folder as the user named it.
  let path: String

  init(_ destination: ResultDestination, _ options: ResultOptions) {
    (path, self.options) = (destination.out, options)
  }

  /// Whether an earlier result is replaced.
  var overwrite: Bool { options.overwrite }

  /// Whether JSON is printed instead of a table.
  var json: Bool { options.json }

  /// The result folder.
  var folder: ResultFolder { ResultFolder(path) }

  /// Whether the result has to keep the tracks.
  var keepsTracks: Bool { options.tracks || options.export.contains(where: \.needsTracks) }

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
        result, log: log, overwrite: overwrite, tracks: options.tracks, exports: options.export,
        wording: .commandLine)
    }
  }
}
