import Foundation
import Glibc

/// A small file read whole, never more of it than a limit.
///
/// What stands beside a video may be anything: a device without end, a pipe that nobody writes to.
enum SmallFile {
  /// Why a file is not read.
  enum Problem: Error, Equatable {
    /// The system refuses, or it is no regular file.
    case unreadable(reason: String)
    /// It has more bytes than the limit.
    case tooLarge(bytes: Int)
  }

  /// The bytes of a regular file of at most `limit` bytes.
  static func bytes(of path: String, limit: Int) throws(Problem) -> [UInt8] {
    var facts = stat()
    guard !path.utf8.contains(0), stat(path, &facts) == 0 else {
      throw .unreadable(reason: path.utf8.contains(0) ? "no such file" : lastReason)
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      let isFolder = facts.st_mode & S_IFMT == S_IFDIR
      throw .unreadable(reason: isFolder ? "it is a folder" : "it is not a regular file")
    }
    guard facts.st_size <= limit else { throw .tooLarge(bytes: Int(facts.st_size)) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(reason: lastReason) }
    defer { _ = close(descriptor) }
    // Room for one more than is stated shows the end, or that there is more.
    var bytes = [UInt8](repeating: 0, count: min(max(Int(facts.st_size), 4095), limit) + 1)
    var count = 0
    while count <= limit {
      if count == bytes.count {
        bytes.append(contentsOf: [UInt8](repeating: 0, count: min(count, limit + 1 - count)))
      }
      // Unsafe: the system call writes into memory, no more than it is told that there is.
      let got = bytes[count...].withUnsafeMutableBytes { room in
        read(descriptor, room.baseAddress, room.count)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(reason: lastReason) }
      if got == 0 { break }
      count += got
    }
    // Files of /proc state no size.
    guard count <= limit else { throw .tooLarge(bytes: count) }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// True for a regular file, links followed.
  static func isRegular(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }

  private static var lastReason: String {
    errno == ENOENT ? "no such file" : String(cString: strerror(errno)).lowercased()
  }
}
