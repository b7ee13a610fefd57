import Foundation
import NTAKit

/// Ends the program when a memory-mapped file can no longer be read.
///
/// Recordings are read, not mapped, but the program and its libraries are mapped, and libraries may map
/// files: if the drive is disconnected, the system cannot load the page that is read and sends `SIGBUS`.
enum BusErrorHandler {
  /// Lets `SIGBUS` end the program with a message and the exit code for unreadable input.
  static func installSignalHandler() {
    signal(SIGBUS) { _ in
      FatalSignal.end(
        "nta: a file that was being read was truncated, or its disk failed; copy the file again\n",
        .unreadableInput)
    }
  }
}
