import Glibc

/// A single file that a command leaves behind; it appears whole or not at all.
public struct ResultFile: Sendable, Equatable {
  /// Absolute path of the file.
  public let path: String

  /// The result file of that path, which need not be there yet.
  public init(_ path: String) {
    self.path = FileTree.absolute(path)
  }

  /// Finds out before the work whether the file could be written.
  ///
  /// - Parameter overwrite: whether a file that is there already may be replaced.
  /// - Throws: `ReportError.exists` or `.unwritable`.
  public func check(overwrite: Bool) throws(ReportError) {
    if FileTree.isFolder(path) { throw .unwritable(path: path, reason: "it is a folder") }
    if FileTree.exists(path) && !overwrite { throw .exists(path: path) }
    try FileTree.tryWriting(for: path)
  }

  /// Writes a table of tracks.
  ///
  /// - Parameters:
  ///   - positions: the tracks of each position.
  ///   - overwrite: whether a file that is there already may be replaced.
  /// - Throws: `ReportError`; the place is then as it was before.
  public func writeTracks(
    _ positions: [PositionTracks], overwrite: Bool
  ) throws(ReportError) {
    try replace(overwrite: overwrite) { path throws(ReportError) in
      try ResultFolder.writeTracks(positions, to: path)
    }
  }

  /// Writes a text as UTF-8.
  ///
  /// - Parameters:
  ///   - text: the whole content.
  ///   - overwrite: whether a file that is there already may be replaced.
  /// - Throws: `ReportError`; the place is then as it was before.
  public func write(_ text: String, overwrite: Bool) throws(ReportError) {
    try replace(overwrite: overwrite) { path throws(ReportError) in
      try ResultFolder.writeFile(text, to: path)
    }
  }

  private func replace(
    overwrite: Bool, _ write: (String) throws(ReportError) -> Void
  ) throws(ReportError) {
    try check(overwrite: overwrite)
    do throws(ReportError) {
      try FileTree.makeFolders(FileTree.parentAndName(of: path).parent)
      try write(pendingPath)
      try moveIntoPlace()
    } catch {
      removePending()
      throw error
    }
  }

  /// Lets `write` make the file under another name with the same extension, then gives it its own.
  ///
  /// - Parameters:
  ///   - overwrite: whether a file that is there already may be replaced.
  ///   - write: makes the file at the path it is given.
  /// - Throws: ``NTAError``; the place is then as it was before.
  public func write<Failure: StageError>(
    overwrite: Bool, _ write: (String) throws(Failure) -> Void
  ) throws(NTAError) {
    do throws(ReportError) {
      try check(overwrite: overwrite)
      try FileTree.makeFolders(FileTree.parentAndName(of: path).parent)
    } catch {
      throw NTAError(error)
    }
    do throws(Failure) { try write(pendingPath) } catch {
      removePending()
      throw NTAError(error)
    }
    do throws(ReportError) { try moveIntoPlace() } catch {
      removePending()
      throw NTAError(error)
    }
  }

  private func moveIntoPlace() throws(ReportError) {
    guard rename(pendingPath, path) == 0 else {
      throw .unwritable(path: path, reason: SystemError.last.text)
    }
  }

  /// Removes what an interrupted write of this process has left; for signal handlers' use.
  public func removePending() {
    _ = unlink(pendingPath)
  }

  /// Ends as the file does, for those who tell the format by the name.
  private var pendingPath: String {
    let (parent, name) = FileTree.parentAndName(of: path)
    return "\(parent)/.nta-\(getpid())-\(name)"
  }
}
