import Glibc
import NTAAnalysis
import NTAVideo
import SystemPackage

/// A new file that is written sequentially through a buffer, and synced to the disk when finished.
///
/// Owns the descriptor: dropping an unfinished file closes it and leaves the incomplete file
/// behind; the owner of the folder removes it.
package struct OutputFile: ~Copyable {
  private static let bufferSize = 1 << 16

  private let path: String
  private let descriptor: FileDescriptor
  private var buffer: [UInt8] = []

  private init(owning descriptor: FileDescriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit { try? descriptor.close() }

  /// Creates a new, empty file; an existing one is truncated.
  package init(creating path: String) throws(FileError) {
    do {
      let descriptor = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: FilePermissions(rawValue: 0o666))
      self.init(owning: descriptor, path: path)
    } catch {
      throw .unwritable(path: path, reason: FileProblem.reason(error))
    }
  }

  /// Appends text as UTF-8.
  package mutating func write(_ text: String) throws(FileError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends bytes.
  mutating func write(_ bytes: [UInt8]) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes the buffer and waits until the data is on the disk.
  package mutating func finish() throws(FileError) {
    try flush()
    guard fsync(descriptor.rawValue) == 0 else {
      throw .unwritable(path: path, reason: Errno.last.reason)
    }
  }

  private mutating func flush() throws(FileError) {
    do {
      try descriptor.writeAll(buffer)
    } catch {
      throw .unwritable(path: path, reason: FileProblem.reason(error))
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
