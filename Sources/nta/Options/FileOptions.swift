import ArgumentParser
import NTAKit

/// Options of the commands whose result is a single file.
struct FileOptions: ParsableArguments {
  @Flag(help: "Replace the file, if it is there.")
  var overwrite = false

  /// Checks, before the work, that a file can be written.
  ///
  /// - Throws: `NTAError` if it cannot be written, or exists and must not be replaced.
  func file(_ path: String) throws(NTAError) -> ResultFile {
    let file = ResultFile(path)
    try NTAError.mapping { () throws(FileError) in try file.check(overwrite: overwrite) }
    return file
  }

  /// Refuses to replace an input of the command by its output.
  ///
  /// - Throws: `NTAError` if the file is one of the inputs.
  func refuse(_ file: ResultFile, toReplace inputs: [String]) throws(NTAError) {
    try NTAError.mapping { () throws(FileError) in try file.refuseToReplace(inputs) }
  }
}
