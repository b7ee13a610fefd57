import NTAAnalysis
import NTAVideo

/// A single output file of a command; it is written completely or not at all.
package struct ResultFile: Sendable, Equatable {
  /// Absolute path of the file.
  package let path: String

  /// The result file of a path, which need not exist yet.
  package init(_ path: String) {
    self.path = FileTree.absolute(path)
  }

  /// Path of the folder that contains it.
  package var parent: String { FileTree.parentAndName(of: path).parent }

  /// Checks, before the work, that the file can be written.
  ///
  /// - Parameter overwrite: whether an existing file may be replaced.
  /// - Throws: `FileError.exists` or `.unwritable`.
  package func check(overwrite: Bool) throws(FileError) {
    if FileTree.isFolder(path) { throw .unwritable(path: path, reason: "it is a folder") }
    if FileTree.exists(path) && !overwrite { throw .exists(path: path) }
    try FileTree.tryWriting(for: path)
  }

  /// Refuses to replace an input, even if existing files may be replaced.
  ///
  /// - Parameter inputs: paths of files.
  /// - Throws: `FileError.isInput`.
  package func refuseToReplace(_ inputs: [String]) throws(FileError) {
    guard let input = inputs.first(where: { FileTree.areSame(path, $0) }) else { return }
    throw .isInput(path: path, input: input)
  }

  /// Writes a table of tracks.
  ///
  /// - Parameters:
  ///   - positions: the tracks of each position.
  ///   - overwrite: whether an existing file may be replaced.
  /// - Throws: `FileError`; the previous file is then unchanged.
  package func writeTracks(
    _ positions: [PositionTracks], overwrite: Bool
  ) throws(FileError) {
    try replace(overwrite: overwrite) { path throws(FileError) in
      try ResultFolder.writeTracks(positions, to: path)
    }
  }

  /// Writes a text as UTF-8.
  ///
  /// - Parameters:
  ///   - text: the whole content.
  ///   - overwrite: whether an existing file may be replaced.
  /// - Throws: `FileError`; the previous file is then unchanged.
  package func write(_ text: String, overwrite: Bool) throws(FileError) {
    try replace(overwrite: overwrite) { path throws(FileError) in
      try ResultFolder.writeFile(text, to: path)
    }
  }

  /// Writes bytes.
  ///
  /// - Parameters:
  ///   - bytes: the whole content.
  ///   - overwrite: whether an existing file may be replaced.
  /// - Throws: `FileError`; the previous file is then unchanged.
  package func write(_ bytes: [UInt8], overwrite: Bool) throws(FileError) {
    try replace(overwrite: overwrite) { path throws(FileError) in
      var file = try OutputFile(creating: path)
      try file.write(bytes)
      try file.finish()
    }
  }

  private func replace(
    overwrite: Bool, _ write: (String) throws(FileError) -> Void
  ) throws(FileError) {
    try check(overwrite: overwrite)
    let pending = try PendingFolder(for: path)
    try write(pending.file)
    try pending.moveFileIntoPlace()
  }

  /// Lets `write` create the file in another folder, then moves it into place.
  ///
  /// - Parameters:
  ///   - overwrite: whether an existing file may be replaced.
  ///   - write: creates the file at the given path.
  /// - Throws: ``NTAError``; the previous file is then unchanged.
  package func write<Failure: StageError>(
    overwrite: Bool, _ write: (String) throws(Failure) -> Void
  ) throws(NTAError) {
    var failure: Failure?
    do throws(FileError) {
      try check(overwrite: overwrite)
      let pending = try PendingFolder(for: path)
      do throws(Failure) { try write(pending.file) } catch { failure = error }
      if failure == nil { try pending.moveFileIntoPlace() }
    } catch {
      throw NTAError(error)
    }
    if let failure { throw NTAError(failure) }
  }
}
