internal import CFFmpeg
import Glibc
import NTAAnalysis

/// Owner of the `AVIOContext` of one local file opened for reading.
struct InputFile: ~Copyable {
  let pointer: UnsafeMutablePointer<AVIOContext>

  private init(owning pointer: UnsafeMutablePointer<AVIOContext>) {
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVIOContext>? = pointer
    avio_closep(&pointer)
  }

  /// Opens a regular file with at least one byte.
  ///
  /// The path is always that of a local file: FFmpeg reads no protocol, pattern or option from it.
  init(path: String) throws(DecodeError) {
    _ = LibraryLog.quiet
    _ = try Self.byteCount(of: path)
    var pointer: UnsafeMutablePointer<AVIOContext>?
    let code = LibraryCode(
      value: avio_open2(&pointer, "file:" + path, AVIO_FLAG_READ, nil, nil))
    guard !code.isFailure, let pointer else {
      throw code == .system(EACCES) || code == .system(EPERM)
        ? .accessDenied(file: path)
        : .readFailed(file: path, frame: 0, reason: code.reason)
    }
    self.init(owning: pointer)
  }

  /// The first bytes of a regular file, fewer where it is shorter.
  static func firstBytes(of path: String, count: Int) throws(DecodeError) -> [UInt8] {
    let input = try InputFile(path: path)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, Int(avio_read(input.pointer, buffer.baseAddress, Int32(count))))
    }
  }

  /// Size of a readable regular file, never 0.
  static func byteCount(of path: String) throws(DecodeError) -> Int {
    var facts = stat()
    // The C library would silently truncate the name at a NUL.
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .fileMissing(file: path) }
    guard stat(path, &facts) == 0 else {
      throw errno == EACCES || errno == EPERM
        ? .accessDenied(file: path) : .fileMissing(file: path)
    }
    switch facts.st_mode & S_IFMT {
    case S_IFDIR: throw .isFolder(file: path)
    case S_IFREG: break
    default: throw .notRegularFile(file: path)
    }
    guard access(path, R_OK) == 0 else { throw .accessDenied(file: path) }
    guard facts.st_size > 0 else { throw .emptyFile(file: path) }
    return Int(facts.st_size)
  }
}
