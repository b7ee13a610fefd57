import Foundation
import Glibc
import NTAAnalysis
import NTAVideo

/// File-system queries and changes on folders, by absolute path.
enum FileTree {
  /// The absolute path of `path`, with links resolved and without a slash at the end.
  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path(
      percentEncoded: false
    ).trimmingTrailingSlashes()
  }

  /// The folder that holds an absolute path, and the path's last component.
  static func parentAndName(of path: String) -> (parent: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (
      slash == path.startIndex ? "" : String(path[..<slash]),
      String(path[path.index(after: slash)...])
    )
  }

  static func exists(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0
  }

  /// True when two paths lead to the same file, through any links.
  static func areSame(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    return stat(first, &one) == 0 && stat(second, &other) == 0
      && one.st_ino == other.st_ino && one.st_dev == other.st_dev
  }

  static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// Names in a folder, sorted; `nil` if it cannot be listed.
  static func entries(of folder: String) -> [String]? {
    let folder = folder.isEmpty ? "/" : folder
    return (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted()
  }

  /// Creates a folder and its missing parents.
  static func makeFolders(_ path: String) throws(FileError) {
    guard !path.isEmpty, !isFolder(path) else { return }
    try makeFolders(parentAndName(of: path).parent)
    guard mkdir(path, 0o777) == 0 || SystemError.last.isExisting else {
      throw .unwritable(path: path, reason: SystemError.last.text)
    }
    guard isFolder(path) else { throw .unwritable(path: path, reason: "it is not a folder") }
  }

  /// Tests whether `path` can be created, by creating a folder and removing it at once.
  ///
  /// Permissions alone do not show this: a file system may be read-only, full, or virtual. Parents
  /// of `path` need not exist yet.
  static func tryWriting(for path: String) throws(FileError) {
    let (parent, name) = parentAndName(of: path)
    guard parent.isEmpty || exists(parent) else { return try tryWriting(for: parent) }
    guard parent.isEmpty || isFolder(parent) else {
      throw .unwritable(path: path, reason: "\(parent) is not a folder")
    }
    let trial = "\(parent)/.\(name).nta-trial-\(getpid())"
    try UnfinishedOutput.changing(path) { _ throws(FileError) in
      guard mkdir(trial, 0o777) == 0 else {
        throw .unwritable(path: path, reason: SystemError.last.text)
      }
      _ = rmdir(trial)
    }
  }

  /// Removes a folder with its contents, as far as the system permits.
  static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Waits until the entries of a folder are on the disk.
  static func syncFolder(_ path: String) {
    let descriptor = open(path.isEmpty ? "/" : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }
}

extension String {
  fileprivate func trimmingTrailingSlashes() -> String {
    var text = self
    while text.count > 1 && text.hasSuffix("/") { text.removeLast() }
    return text
  }
}
