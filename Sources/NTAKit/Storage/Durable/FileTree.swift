import Foundation
import Glibc
import NTAAnalysis
import NTAVideo
import SystemPackage

/// File-system queries and changes on folders, by absolute path.
package enum FileTree {
  /// The absolute path of `path`, with links resolved and without a slash at the end.
  package static func absolute(_ path: String) -> String {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL
    return FilePath(url.path(percentEncoded: false)).string
  }

  /// The folder that holds an absolute path, and the path's last component.
  package static func parentAndName(of path: String) -> (parent: String, name: String) {
    let path = FilePath(path)
    return (path.removingLastComponent().string, path.lastComponent?.string ?? "")
  }

  package static func exists(_ path: String) -> Bool {
    (try? Stat(path, followTargetSymlink: false)) != nil
  }

  /// True when two paths lead to the same file, through any links.
  static func areSame(_ first: String, _ second: String) -> Bool {
    guard let first = try? Stat(first), let second = try? Stat(second) else { return false }
    return first.inode == second.inode && first.deviceID == second.deviceID
  }

  package static func isFolder(_ path: String) -> Bool {
    (try? Stat(path))?.type == .directory
  }

  /// Names in a folder, sorted; `nil` if it cannot be listed.
  static func entries(of folder: String) -> [String]? {
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted()
  }

  /// Creates a folder and its missing parents.
  package static func makeFolders(_ path: String) throws(FileError) {
    guard !isFolder(path) else { return }
    try makeFolders(parentAndName(of: path).parent)
    guard mkdir(path, 0o777) == 0 || Errno.last == .fileExists else {
      throw .unwritable(path: path, reason: Errno.last.reason)
    }
    guard isFolder(path) else { throw .unwritable(path: path, reason: "it is not a folder") }
  }

  /// Tests whether `path` can be created, by creating a folder and removing it at once.
  ///
  /// Permissions alone do not show this: a file system may be read-only, full, or virtual. Parents
  /// of `path` need not exist yet.
  package static func tryWriting(for path: String) throws(FileError) {
    let (parent, name) = parentAndName(of: path)
    guard exists(parent) else { return try tryWriting(for: parent) }
    guard isFolder(parent) else {
      throw .unwritable(path: path, reason: "\(parent) is not a folder")
    }
    let trial = FilePath(parent).appending(".\(name).nta-trial-\(getpid())").string
    try UnfinishedOutput.changing(path) { _ throws(FileError) in
      guard mkdir(trial, 0o777) == 0 else {
        throw .unwritable(path: path, reason: Errno.last.reason)
      }
      _ = rmdir(trial)
    }
  }

  /// Removes a folder with its contents, as far as the system permits.
  static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Opens a folder, to lock it or to wait for its entries.
  ///
  /// - Throws: `Errno`.
  package static func open(folder path: String) throws -> FileDescriptor {
    try FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec])
  }

  /// Waits until the entries of a folder are on the disk.
  static func syncFolder(_ path: String) {
    guard let folder = try? open(folder: path) else { return }
    _ = fsync(folder.rawValue)
    try? folder.close()
  }
}
