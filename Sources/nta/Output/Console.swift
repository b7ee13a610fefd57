import Foundation
import NTAKit

/// Words for people, on standard error; standard output carries results only.
enum Console {
  /// Writes one line that begins with the program's name.
  static func say(_ text: String) {
    write("nta: \(VisibleText.of(text, keepsLines: false))\n")
  }

  /// Writes a warning and its code.
  static func warn(_ warning: WarningText) {
    say("warning: \(warning.message) (\(warning.code))")
  }

  /// Writes text as it is.
  static func write(_ text: String) {
    // Nobody may be listening any more, which is no reason to fail.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// True if people see standard error as it is written.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// Results, on standard output.
enum StandardOutput {
  /// Writes text: as it is to a file or program, without hidden characters to a terminal.
  ///
  /// A reader that has gone is no error; a full disk is.
  static func write(_ text: String) throws(NTAError) {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    var bytes = Array((isTerminal ? VisibleText.of(text, keepsLines: true) : text).utf8)[...]
    while !bytes.isEmpty {
      // Unsafe: the system call reads from memory, no more than it is told that there is.
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
