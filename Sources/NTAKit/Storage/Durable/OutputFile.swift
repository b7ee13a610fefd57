import Glibc
import NTAAnalysis
import NTAVideo

/// A new file that is written sequentially through a buffer, and synced to the disk when finished.
///
/// Owns the descriptor: dropping an unfinished file closes it and leaves the incomplete file
/// behind; the owner of the folder removes it.
struct OutputFile: ~Copyable {
  private static let bufferSize = 1 << 16

  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  private init(owning descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit { _ = close(descriptor) }

  /// Creates a new, empty file; an existing one is truncated.
  init(creating path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: SystemError.last.text) }
    self.init(owning: descriptor, path: path)
  }

  /// Appends text as UTF-8.
  mutating func write(_ text: String) throws(FileError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends bytes.
  mutating func write(_ bytes: [UInt8]) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes the buffer and waits until the data is on the disk.
  mutating func finish() throws(FileError) {
    try flush()
    guard fsync(descriptor) == 0 else {
      throw .unwritable(path: path, reason: SystemError.last.text)
    }
  }

  private mutating func flush() throws(FileError) {
    var done = 0
    while done < buffer.count {
      // Unsafe: the system call reads from memory, at most the given number of bytes.
      let written = buffer[done...].withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if written < 0 {
        let problem = SystemError.last
        if problem.isInterruption { continue }
        throw .unwritable(path: path, reason: problem.text)
      }
      done += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
