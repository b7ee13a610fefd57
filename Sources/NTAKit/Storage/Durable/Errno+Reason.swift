import Glibc
import NTAAnalysis
import NTAVideo
import SystemPackage

extension Errno {
  /// The error of the last C call on this thread that failed.
  static var last: Errno { Errno(rawValue: errno) }

  /// The system's message in English, in lower case, without a full stop.
  var reason: String { description.lowercased() }
}
