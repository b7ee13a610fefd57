import ArgumentParser
import NTAKit

/// Options of the commands that write a single file.
struct FileOptions: ParsableArguments {
  @Flag(help: "Replace the file if it exists.")
  var overwrite = false

  /// Checks, before the work starts, that a file can be written.
  ///
  /// - Throws: `NTAError` if it cannot be written, or if it exists and must not be replaced.
  func file(_ path: String) throws(NTAError) -> ResultFile {
    let file = ResultFile(path)
    try NTAError.mapping { () throws(FileError) in try file.check(overwrite: overwrite) }
    return file
  }

  /// Refuses to overwrite an input of the command with its output.
  ///
  /// - Throws: `NTAError` if the file is one of the inputs.
  func refuse(_ file: ResultFile, toReplace inputs: [String]) throws(NTAError) {
    try NTAError.mapping { () throws(FileError) in try file.refuseToReplace(inputs) }
  }
}
