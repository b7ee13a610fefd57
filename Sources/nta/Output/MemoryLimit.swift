import Foundation
import NTAAnalysis
import NTAKit

/// A limit on the memory of the program, as `ulimit -v` sets it.
///
/// The language's libraries stop the program when an allocation fails, and tell nothing that helps. So
/// the limit is read beforehand; if memory runs out in spite of it, the end is one sentence too.
enum MemoryLimit {
  /// Address space that a measurement of 640 × 480 px with two threads needs: 450 MB are too few, 500
  /// are enough.
  private static let needed_bytes: UInt64 = 512 << 20

  /// The limit on the address space; nil if there is none.
  private static var limit_bytes: UInt64? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      // C's name for no limit, -1, is no unsigned number in Swift.
      limit.rlim_cur < .max
    else { return nil }
    return UInt64(limit.rlim_cur)
  }

  /// Demands the memory of a measurement.
  ///
  /// - Throws: `NTAError` under a lower limit.
  static func check() throws(NTAError) {
    guard let limit = limit_bytes, limit < needed_bytes else { return }
    throw NTAError(TooLittleMemory(limit_bytes: limit, needed_bytes: needed_bytes))
  }

  /// Under a limit, has what follows from a failed allocation end the program with a sentence.
  static func installSignalHandlers() {
    guard limit_bytes != nil else { return }
    for number in [SIGABRT, SIGSEGV, SIGILL, SIGTRAP] {
      signal(number) { _ in
        FatalSignal.end(
          "nta: memory ran out under the limit that is set (ulimit -v); raise it, or give --threads 1\n",
          .internalFault)
      }
    }
  }
}

/// A limit on memory under which nothing can be measured.
private struct TooLittleMemory: StageError {
  var limit_bytes: UInt64
  var needed_bytes: UInt64

  var category: ErrorCategory { .internalFault }

  func description(in wording: Wording) -> String {
    "memory is limited to \(limit_bytes >> 20) MB (ulimit -v), and a measurement needs at least "
      + "\(needed_bytes >> 20) MB; raise the limit"
  }
}
