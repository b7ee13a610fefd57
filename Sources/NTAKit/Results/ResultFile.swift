import NTAAnalysis
import NTAVideo

/// A single file that a command leaves behind; it appears whole or not at all.
package struct ResultFile: Sendable, Equatable {
  /// Absolute path of the file.
  package let path: String

  /// The result file of that path, which need not be there yet.
  package init(_ path: String) {
    self.path = FileTree.absolute(path)
  }

  /// Path of the folder it lies in.
  package var parent: String { FileTree.parentAndName(of: path).parent }

  /// Finds out before the work whether the file could be written.
  ///
  /// - Parameter overwrite: whether a file that is there already may be replaced.
  /// - Throws: `FileError.exists` or `.unwritable`.
  package func check(overwrite: Bool) throws(FileError) {
    if FileTree.isFolder(path) { throw .unwritable(path: path, reason: "it is a folder") }
    if FileTree.exists(path) && !overwrite { throw .exists(path: path) }
    try FileTree.tryWriting(for: path)
  }

  /// Refuses to replace what is read, whatever may be replaced else.
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
  ///   - overwrite: whether a file that is there already may be replaced.
  /// - Throws: `FileError`; the place is then as it was before.
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
  ///   - overwrite: whether a file that is there already may be replaced.
  /// - Throws: `FileError`; the place is then as it was before.
  package func write(_ text: String, overwrite: Bool) throws(FileError) {
    try replace(overwrite: overwrite) { path throws(FileError) in
      try ResultFolder.writeFile(text, to: path)
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

  /// Lets `write` make the file under its own name in another folder, then moves it into place.
  ///
  /// - Parameters:
  ///   - overwrite: whether a file that is there already may be replaced.
  ///   - write: makes the file at the path it is given.
  /// - Throws: ``NTAError``; the place is then as it was before.
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
