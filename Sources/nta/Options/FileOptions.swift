import ArgumentParser
import NTAKit

/// Whether a command whose result is a single file may replace it.
struct FileOptions: ParsableArguments {
  @Flag(help: "Replace the file, if it is there.")
  var overwrite = false

  /// The file at a path, once it is known, before the work, that it could be written.
  func file(_ path: String) throws(NTAError) -> ResultFile {
    let file = ResultFile(path)
    try NTAError.mapping { () throws(FileError) in try file.check(overwrite: overwrite) }
    return file
  }

  /// Refuses to write a file over what is read.
  func spare(_ inputs: [String], from file: ResultFile) throws(NTAError) {
    try NTAError.mapping { () throws(FileError) in try file.spare(inputs) }
  }
}
