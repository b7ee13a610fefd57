/// Why what a measurement has found so far could not be kept on the disk, or read again.
struct SpillError: StageError {
  /// Folder of the temporary file.
  var folder: String
  /// What the system said.
  var reason: String

  var exitCode: ExitCode { .unwritableOutput }

  var description: String {
    "\(folder): what a long recording yields cannot be kept there for the time of its measurement "
      + "(\(reason)); free some room, or choose another --out"
  }
}
