internal import CLinux
import Glibc
import NTAAnalysis
import NTAVideo
import SystemPackage

/// A folder beside the target in which a result is written before it replaces the target.
///
/// Its name starts with a dot and ends with the process ID. It stays locked while its process
/// lives, so that leftovers of a killed run can be distinguished from another run's work. See
/// ``UnfinishedOutput`` for how interrupted runs clean up.
struct PendingFolder: ~Copyable {
  /// Where the files are written.
  let path: String
  private let target: String
  private let lock: FileDescriptor
  private var holdsSomething = true

  private init(owning lock: FileDescriptor, path: String, target: String) {
    self.lock = lock
    self.path = path
    self.target = target
  }

  /// Removes a folder that has not been moved into place; closing the descriptor releases the lock.
  deinit {
    if holdsSomething { Self.remove(path, of: target) }
    try? lock.close()
  }

  private static func remove(_ path: String, of target: String) {
    FileTree.remove(path)
    UnfinishedOutput.forget(target)
  }

  /// The path of a process's pending folder for `target`.
  static func path(for target: String, process: String = "\(getpid())") -> String {
    let (parent, name) = FileTree.parentAndName(of: target)
    return FilePath(parent).appending(".\(name).nta-\(process)").string
  }

  /// Creates an empty pending folder for `target`, an absolute path; missing parents are created.
  init(for target: String) throws(FileError) {
    let (parent, _) = FileTree.parentAndName(of: target)
    try FileTree.makeFolders(parent)
    Self.removeLeftovers(of: target)
    let path = Self.path(for: target)
    var reason = ""
    // Another run's cleanup may take the folder for a leftover before it is locked.
    for _ in 0..<8 {
      try UnfinishedOutput.changing(target) { targets throws(FileError) in
        guard mkdir(path, 0o777) == 0 else {
          throw .unwritable(path: target, reason: Errno.last.reason)
        }
        targets.insert(target)
      }
      do {
        let lock = try FileTree.open(folder: path)
        // On a file system without locks, only the cleanup after killed runs is lost.
        let isTaken = flock(lock.rawValue, LOCK_EX | LOCK_NB) != 0 && Errno.last == .wouldBlock
        if !isTaken, Self.isFolder(lock, at: path) {
          self.init(owning: lock, path: path, target: target)
          return
        }
        reason = Errno.resourceBusy.reason
        try? lock.close()
      } catch {
        reason = FileProblem.reason(error)
      }
      Self.remove(path, of: target)
    }
    throw .unwritable(path: target, reason: reason)
  }

  /// True when an open folder still is the one at `path`.
  private static func isFolder(_ descriptor: FileDescriptor, at path: String) -> Bool {
    guard let open = try? Stat(descriptor),
      let named = try? Stat(path, followTargetSymlink: false)
    else { return false }
    return open.inode == named.inode && open.deviceID == named.deviceID
  }

  /// Removes what this process is writing for `target`, from another thread; see
  /// ``UnfinishedOutput``.
  ///
  /// The folder is renamed before it is emptied, so that no more files are created in it.
  static func abandon(_ target: String) {
    // No process ID starts with zeros; the next run removes leftovers of this name.
    let doomed = path(for: target, process: "00\(getpid())")
    FileTree.remove(doomed)
    guard rename(path(for: target), doomed) == 0 else { return }
    FileTree.remove(doomed)
    // Each thread may have been about to create or remove one file when the folder was renamed.
    // Removal stops at entries that change meanwhile, and is repeated.
    for _ in 0..<100 where FileTree.exists(doomed) { FileTree.remove(doomed) }
  }

  /// Renames the folder to the target atomically: a complete result exists at every moment.
  ///
  /// The kernel exchanges an earlier result with this one; the earlier one is then removed.
  consuming func moveIntoPlace(replacing: Bool) throws(FileError) {
    _ = fsync(lock.rawValue)
    try UnfinishedOutput.changing(target) { targets throws(FileError) in
      let mode = replacing ? nta_RENAME_EXCHANGE : nta_RENAME_NOREPLACE
      if renameat2(AT_FDCWD, path, AT_FDCWD, target, UInt32(mode)) != 0 {
        let problem = Errno.last
        guard problem == .invalidArgument || problem == .noFunction else {
          if problem == .fileExists { throw .exists(path: target) }
          throw .unwritable(path: target, reason: problem.reason)
        }
        try moveStepByStep(replacing: replacing)
      }
      if !replacing { targets.remove(target) }
    }
    holdsSomething = replacing
    FileTree.syncFolder(FileTree.parentAndName(of: target).parent)
  }

  /// Does the same on a file system that cannot exchange (some network drives): the earlier result
  /// is moved aside first, and moved back if the new one cannot replace it.
  private borrowing func moveStepByStep(replacing: Bool) throws(FileError) {
    let aside = path + "-old"
    if replacing && rename(target, aside) != 0 {
      throw .unwritable(path: target, reason: Errno.last.reason)
    }
    if !replacing && FileTree.exists(target) { throw .exists(path: target) }
    if rename(path, target) != 0 {
      let problem = Errno.last
      if replacing { _ = rename(aside, target) }
      throw .unwritable(path: target, reason: problem.reason)
    }
    if replacing { _ = rename(aside, path) }
  }

  /// Renames the one file in the folder to the target, replacing an earlier one.
  consuming func moveFileIntoPlace() throws(FileError) {
    try UnfinishedOutput.changing(target) { _ throws(FileError) in
      guard rename(file, target) == 0 else {
        throw .unwritable(path: target, reason: Errno.last.reason)
      }
    }
  }

  /// True when a name is that of a pending folder, or of a write test, for one of the targets
  /// beside it: left by a killed run, or in use by a live one.
  static func isLeftover(_ name: String, of targets: [String]) -> Bool {
    targets.contains { target in
      [".\(target).nta-", ".\(target).nta-trial-"].contains { prefix in
        let process = name.dropFirst(prefix.count)
        return name.hasPrefix(prefix) && !process.isEmpty && process.allSatisfy(\.isNumber)
      }
    }
  }

  /// Path at which a single-file target is written, under its own name for its extension.
  var file: String { "\(path)/\(FileTree.parentAndName(of: target).name)" }

  /// Removes leftovers of killed runs for `target`: pending folders that nobody has locked.
  private static func removeLeftovers(of target: String) {
    let (parent, name) = FileTree.parentAndName(of: target)
    let prefix = ".\(name).nta-"
    for entry in FileTree.entries(of: parent) ?? [] where entry.hasPrefix(prefix) {
      let leftover = FilePath(parent).appending(entry).string
      // An empty folder left by a write test; see `FileTree.tryWriting`.
      if entry.hasPrefix(prefix + "trial-") { _ = rmdir(leftover) }
      guard entry.dropFirst(prefix.count).allSatisfy(\.isNumber),
        let lock = try? FileTree.open(folder: leftover)
      else { continue }
      defer { try? lock.close() }
      if flock(lock.rawValue, LOCK_EX | LOCK_NB) == 0 { FileTree.remove(leftover) }
    }
  }
}
