import NTAAnalysis
import NTAVideo
import SystemPackage

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
    // The C library would silently truncate the name at a NUL.
    guard !path.utf8.contains(0) else { throw .unreadable(reason: "no such file") }
    do {
      return try regularBytes(of: path, limit: limit)
    } catch let problem as Problem {
      throw problem
    } catch Errno.noSuchFileOrDirectory {
      throw .unreadable(reason: "no such file")
    } catch {
      throw .unreadable(reason: FileProblem.reason(error))
    }
  }

  /// The same; throws a `Problem` or an `Errno`.
  private static func regularBytes(of path: String, limit: Int) throws -> [UInt8] {
    let facts = try Stat(path)
    guard facts.type == .regular else {
      let isFolder = facts.type == .directory
      throw Problem.unreadable(reason: isFolder ? "it is a folder" : "it is not a regular file")
    }
    guard facts.size <= limit else { throw Problem.tooLarge(bytes: Int(facts.size)) }
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    defer { try? file.close() }
    // One byte more than the stated size reveals the end of the file, or that it is longer.
    var bytes = [UInt8](repeating: 0, count: min(max(Int(facts.size), 4095), limit) + 1)
    var count = 0
    while count <= limit {
      if count == bytes.count {
        bytes.append(contentsOf: [UInt8](repeating: 0, count: min(count, limit + 1 - count)))
      }
      let got = try bytes[count...].withUnsafeMutableBytes { try file.read(into: $0) }
      if got == 0 { break }
      count += got
    }
    // Files in /proc state a size of zero, so the limit is checked again.
    guard count <= limit else { throw Problem.tooLarge(bytes: count) }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// True for a regular file; links are followed.
  static func isRegular(_ path: String) -> Bool {
    (try? Stat(path))?.type == .regular
  }
}
