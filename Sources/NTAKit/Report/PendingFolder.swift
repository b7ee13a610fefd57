import CLinux
import Glibc

/// A folder beside the target in which a result is written before it takes the target's place.
///
/// Its name starts with a dot and ends with the process number. It is locked for as long as its
/// process lives, so that what a killed run left behind can be told from another run's work.
struct PendingFolder: ~Copyable {
  /// Where the files are written.
  let path: String
  private let target: String
  private let lock: Int32

  private init(owning lock: Int32, path: String, target: String) {
    self.lock = lock
    self.path = path
    self.target = target
  }

  /// Closing the descriptor gives up the lock.
  deinit { _ = close(lock) }

  /// The name a process's pending folder has for `target`.
  static func path(for target: String, process: Int32 = getpid()) -> String {
    let (parent, name) = FileTree.parentAndName(of: target)
    return "\(parent)/.\(name).nta-\(process)"
  }

  /// An empty pending folder for `target`, an absolute path; its parents are made where missing.
  static func create(for target: String) throws(ReportError) -> PendingFolder {
    let (parent, _) = FileTree.parentAndName(of: target)
    try FileTree.makeFolders(parent)
    removeLeftovers(of: target)
    let path = path(for: target)
    var lastProblem = SystemError.last
    // Another run that cleans up may take the folder for a leftover before it is locked.
    for _ in 0..<8 {
      guard mkdir(path, 0o777) == 0 else {
        throw .unwritable(path: target, reason: SystemError.last.text)
      }
      let lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard lock >= 0 else {
        lastProblem = SystemError.last
        continue
      }
      // A file system without locks only loses the cleaning up after killed runs.
      let isTaken = flock(lock, LOCK_EX | LOCK_NB) != 0 && SystemError.last.code == EWOULDBLOCK
      if !isTaken, isFolder(lock, at: path) {
        return PendingFolder(owning: lock, path: path, target: target)
      }
      lastProblem = SystemError(code: EBUSY)
      _ = close(lock)
      FileTree.remove(path)
    }
    throw .unwritable(path: target, reason: lastProblem.text)
  }

  /// Whether an open folder still has its name.
  private static func isFolder(_ descriptor: Int32, at path: String) -> Bool {
    var (open, named) = (stat(), stat())
    return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0
      && open.st_ino == named.st_ino && open.st_dev == named.st_dev
  }

  /// Removes what this process is writing for `target`, from another thread.
  ///
  /// The folder is renamed before it is emptied: either the rename comes first, and what is half
  /// removed can no longer be moved into place, or the move does, and the earlier result goes.
  static func abandon(_ target: String) {
    let path = path(for: target)
    // No process number starts with zeros; leftovers of this name are removed by the next run.
    let doomed = path.replacing("nta-\(getpid())", with: "nta-00\(getpid())")
    // The other thread may be about to make the folder, or to make a file in it: a look or two more.
    for _ in 0..<5 {
      FileTree.remove(doomed)
      if rename(path, doomed) == 0 { FileTree.remove(doomed) }
      usleep(10_000)
    }
    FileTree.remove(doomed)
  }

  /// Gives the folder the target's name, in one step: at every moment there is a whole result.
  ///
  /// An earlier result is exchanged with this one by the kernel, then removed.
  consuming func moveIntoPlace(replacing: Bool) throws(ReportError) {
    _ = fsync(lock)
    let mode = replacing ? nta_RENAME_EXCHANGE : nta_RENAME_NOREPLACE
    if renameat2(AT_FDCWD, path, AT_FDCWD, target, UInt32(mode)) != 0 {
      let problem = SystemError.last
      guard problem.code == EINVAL || problem.code == ENOSYS else {
        if problem.isExisting { throw .exists(path: target) }
        throw .unwritable(path: target, reason: problem.text)
      }
      try moveStepByStep(replacing: replacing)
    }
    FileTree.syncFolder(FileTree.parentAndName(of: target).parent)
    if replacing { FileTree.remove(path) }
  }

  /// The same on a file system that cannot exchange (some network drives): the earlier result is
  /// set aside first, and put back if the new one cannot take its place.
  private borrowing func moveStepByStep(replacing: Bool) throws(ReportError) {
    let aside = path + "-old"
    if replacing && rename(target, aside) != 0 {
      throw .unwritable(path: target, reason: SystemError.last.text)
    }
    if !replacing && FileTree.exists(target) { throw .exists(path: target) }
    if rename(path, target) != 0 {
      let problem = SystemError.last
      if replacing { _ = rename(aside, target) }
      throw .unwritable(path: target, reason: problem.text)
    }
    if replacing { FileTree.remove(aside) }
  }

  /// Removes what killed runs left of `target`: pending folders that nobody holds locked.
  private static func removeLeftovers(of target: String) {
    let (parent, name) = FileTree.parentAndName(of: target)
    let prefix = ".\(name).nta-"
    for entry in FileTree.entries(of: parent) ?? [] where entry.hasPrefix(prefix) {
      // An empty folder that only tried whether one can be made; see `FileTree.tryWriting`.
      if entry.hasPrefix(prefix + "trial-") { _ = rmdir("\(parent)/\(entry)") }
      guard entry.dropFirst(prefix.count).allSatisfy(\.isNumber) else { continue }
      let leftover = "\(parent)/\(entry)"
      let descriptor = open(leftover, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { _ = close(descriptor) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { FileTree.remove(leftover) }
    }
  }
}
