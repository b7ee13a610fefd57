import Glibc
import NTAKit
import SystemPackage

/// The folder of a study; it is locked as long as this value lives.
package final class StudyFolder: Sendable {
  /// Absolute path of the folder.
  package let path: String
  private let lock: FileDescriptor

  /// Makes the folder if there is none, and locks it.
  ///
  /// - Throws: `NTAError` if it cannot be written, or another batch is writing there.
  package init(_ path: String) throws(NTAError) {
    self.path = FileTree.absolute(path)
    do throws(FileError) {
      try FileTree.makeFolders(self.path)
      try FileTree.tryWriting(for: "\(self.path)/study.sqlite")
    } catch {
      throw NTAError(error)
    }
    let lock: FileDescriptor
    do {
      lock = try FileTree.open(folder: self.path)
    } catch {
      throw NTAError(StudyError.unwritable(path: path, reason: FileProblem.reason(error)))
    }
    // On a file system without locks, nothing keeps two batches apart.
    if flock(lock.rawValue, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      try? lock.close()
      throw NTAError(StudyError.inUse(folder: path))
    }
    self.lock = lock
  }

  deinit { try? lock.close() }

  /// Path of the database.
  package var database: String { "\(path)/study.sqlite" }
  /// The table of the runs.
  package var runs: ResultFile { ResultFile("\(path)/runs.csv") }
  /// The table of the distributions.
  package var distributions: ResultFile { ResultFile("\(path)/distributions.csv") }

  /// Longest name of a result folder, in bytes; file systems allow 255.
  private static let longestName = 120

  /// The result folder of a run.
  ///
  /// A name with signs that names of folders do not have, such as a slash, is followed by its hash, so
  /// that no two runs have the same folder.
  package func results(of run: String) -> ResultFolder {
    let plain = String(
      run.unicodeScalars.map { scalar in
        let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        return isPlain || "-_+.".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
      })
    if plain == run, !run.isEmpty, !run.hasPrefix("."), run.utf8.count <= Self.longestName {
      return ResultFolder("\(path)/results/\(run)")
    }
    var start = plain.drop { $0 == "." || $0 == "_" }
    while start.utf8.count > Self.longestName { start.removeLast() }
    let hash = SHA256.hash(of: run).prefix(12)
    return ResultFolder("\(path)/results/\(start)-\(hash)")
  }
}
