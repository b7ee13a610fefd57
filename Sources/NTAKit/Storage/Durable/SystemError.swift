import Glibc
import NTAAnalysis
import NTAVideo

/// An error number of the operating system.
struct SystemError: Equatable {
  let code: Int32

  /// The error of the last failed system call on this thread.
  static var last: SystemError { SystemError(code: errno) }

  /// True when a signal interrupted the call and it should be repeated.
  var isInterruption: Bool { code == EINTR }
  /// True when something of that name already exists.
  var isExisting: Bool { code == EEXIST }

  /// The system's message in English, in lower case, without a full stop.
  var text: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }
}
