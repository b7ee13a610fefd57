import Foundation

/// Words for people, on standard error; standard output carries results only.
enum Console {
  /// Writes one line that begins with the program's name.
  static func say(_ text: String) {
    write("nta: \(text)\n")
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
  /// Writes text as it is; a reader that has gone is no error.
  static func write(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }
}
