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
  private var holdsSomething = true

  private init(owning lock: Int32, path: String, target: String) {
    self.lock = lock
    self.path = path
    self.target = target
  }

  /// Removes what has not been moved into place; closing the descriptor gives up the lock.
  deinit {
    if holdsSomething { Self.remove(path, of: target) }
    _ = close(lock)
  }

  private static func remove(_ path: String, of target: String) {
    FileTree.remove(path)
    UnfinishedOutput.forget(target)
  }

  /// The name a process's pending folder has for `target`.
  static func path(for target: String, process: String = "\(getpid())") -> String {
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
      try UnfinishedOutput.changing(target) { targets throws(ReportError) in
        guard mkdir(path, 0o777) == 0 else {
          throw .unwritable(path: target, reason: SystemError.last.text)
        }
        targets.insert(target)
      }
      let lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      lastProblem = SystemError.last
      if lock >= 0 {
        // A file system without locks only loses the cleaning up after killed runs.
        let isTaken = flock(lock, LOCK_EX | LOCK_NB) != 0 && SystemError.last.code == EWOULDBLOCK
        if !isTaken, isFolder(lock, at: path) {
          return PendingFolder(owning: lock, path: path, target: target)
        }
        lastProblem = SystemError(code: EBUSY)
        _ = close(lock)
      }
      remove(path, of: target)
    }
    throw .unwritable(path: target, reason: lastProblem.text)
  }

  /// Whether an open folder still has its name.
  private static func isFolder(_ descriptor: Int32, at path: String) -> Bool {
    var (open, named) = (stat(), stat())
    return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0
      && open.st_ino == named.st_ino && open.st_dev == named.st_dev
  }

  /// Removes what this process is writing for `target`, from another thread; see ``UnfinishedOutput``.
  ///
  /// The folder is renamed before it is emptied, so that nothing more finds its way into it.
  static func abandon(_ target: String) {
    // No process number starts with zeros; leftovers of this name are removed by the next run.
    let doomed = path(for: target, process: "00\(getpid())")
    FileTree.remove(doomed)
    guard rename(path(for: target), doomed) == 0 else { return }
    FileTree.remove(doomed)
    // Each thread may have been about to make or remove one file when the folder got its new name.
    // Removing stops at what comes or goes meanwhile, and is begun again.
    for _ in 0..<100 where FileTree.exists(doomed) { FileTree.remove(doomed) }
  }

  /// Gives the folder the target's name, in one step: at every moment there is a whole result.
  ///
  /// An earlier result is exchanged with this one by the kernel, then removed.
  consuming func moveIntoPlace(replacing: Bool) throws(ReportError) {
    _ = fsync(lock)
    try UnfinishedOutput.changing(target) { targets throws(ReportError) in
      let mode = replacing ? nta_RENAME_EXCHANGE : nta_RENAME_NOREPLACE
      if renameat2(AT_FDCWD, path, AT_FDCWD, target, UInt32(mode)) != 0 {
        let problem = SystemError.last
        guard problem.code == EINVAL || problem.code == ENOSYS else {
          if problem.isExisting { throw .exists(path: target) }
          throw .unwritable(path: target, reason: problem.text)
        }
        try moveStepByStep(replacing: replacing)
      }
      if !replacing { targets.remove(target) }
    }
    holdsSomething = replacing
    FileTree.syncFolder(FileTree.parentAndName(of: target).parent)
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
    if replacing { _ = rename(aside, path) }
  }

  /// Gives the one file in the folder the target's name, in the place of an earlier one.
  consuming func moveFileIntoPlace() throws(ReportError) {
    try UnfinishedOutput.changing(target) { _ throws(ReportError) in
      guard rename(file, target) == 0 else {
        throw .unwritable(path: target, reason: SystemError.last.text)
      }
    }
  }

  /// Whether a name is that of a pending folder for one of some targets beside it, or of a trial
  /// whether one can be made: what a run that was killed has left, or one that lives is writing.
  static func isLeftover(_ name: String, of targets: [String]) -> Bool {
    targets.contains { target in
      [".\(target).nta-", ".\(target).nta-trial-"].contains { prefix in
        let process = name.dropFirst(prefix.count)
        return name.hasPrefix(prefix) && !process.isEmpty && process.allSatisfy(\.isNumber)
      }
    }
  }

  /// Where a target that is a single file is written: under its own name, which tells its format.
  var file: String { "\(path)/\(FileTree.parentAndName(of: target).name)" }

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
