import Glibc

/// An error number of the operating system.
struct SystemError: Equatable {
  let code: Int32

  /// The error of the system call that failed last on this thread.
  static var last: SystemError { SystemError(code: errno) }

  /// True when a signal arrived and the call should be made again.
  var isInterruption: Bool { code == EINTR }
  /// True when something of that name is there already.
  var isExisting: Bool { code == EEXIST }
  /// True when there is nothing of that name.
  var isMissing: Bool { code == ENOENT }

  /// The system's own words in English, without a full stop.
  var text: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }
}
