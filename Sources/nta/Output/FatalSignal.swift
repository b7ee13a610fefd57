import Foundation
import NTAKit

/// The end of the program by a signal.
enum FatalSignal {
  /// Ends the program with a message; only system calls are allowed in a signal handler.
  static func end(_ message: StaticString, _ status: ExitStatus) -> Never {
    _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    _exit(status.rawValue)
  }
}
