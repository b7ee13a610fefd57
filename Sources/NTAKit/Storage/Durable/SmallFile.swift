import Foundation
import Glibc
import NTAAnalysis
import NTAVideo

/// Reads a small file whole, up to a size limit.
///
/// Files beside a video may be anything, including an endless device or a pipe without a writer.
enum SmallFile {
  /// Why a file cannot be read.
  enum Problem: Error, Equatable {
    /// The system denies access, or it is no regular file.
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
    // One byte more than the stated size reveals the end of the file, or that it is longer.
    var bytes = [UInt8](repeating: 0, count: min(max(Int(facts.st_size), 4095), limit) + 1)
    var count = 0
    while count <= limit {
      if count == bytes.count {
        bytes.append(contentsOf: [UInt8](repeating: 0, count: min(count, limit + 1 - count)))
      }
      // Unsafe: the system call writes into memory, at most the given number of bytes.
      let got = bytes[count...].withUnsafeMutableBytes { room in
        read(descriptor, room.baseAddress, room.count)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(reason: lastReason) }
      if got == 0 { break }
      count += got
    }
    // Files in /proc state a size of zero, so the limit is checked again.
    guard count <= limit else { throw .tooLarge(bytes: count) }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// True for a regular file; links are followed.
  static func isRegular(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }

  private static var lastReason: String {
    errno == ENOENT ? "no such file" : String(cString: strerror(errno)).lowercased()
  }
}
