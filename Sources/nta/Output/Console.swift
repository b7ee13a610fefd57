import Foundation
import NTAKit

/// Messages to the user on standard error; standard output carries only results.
enum Console {
  /// Writes a line that begins with the program's name.
  static func say(_ text: String) {
    write("nta: \(VisibleText.of(text, keepsLines: false))\n")
  }

  /// Writes a warning with its code.
  static func warn(_ warning: WarningText) {
    say("warning: \(warning.message) (\(warning.code))")
  }

  /// Writes text unchanged.
  static func write(_ text: String) {
    // It is not an error if standard error is closed.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// True if standard error is a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// Results on standard output.
enum StandardOutput {
  /// Writes text: unchanged to a file or pipe, and with control characters escaped to a terminal.
  ///
  /// It is not an error if the reader of a pipe has stopped; a full disk is one.
  static func write(_ text: String) throws(NTAError) {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    var bytes = Array((isTerminal ? VisibleText.of(text, keepsLines: true) : text).utf8)[...]
    while !bytes.isEmpty {
      // The pointer is valid for this call, which reads at most `bytes.count` bytes.
      let written = bytes.withUnsafeBytes { bytes in
        Foundation.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
      }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
        continue
      }
      let code = errno
      switch code {
      case EINTR: continue
      case EAGAIN: usleep(1000)
      case EPIPE: return
      default:
        let reason = String(cString: strerror(code)).lowercased()
        throw NTAError(FileError.unwritable(path: "standard output", reason: reason))
      }
    }
  }
}
