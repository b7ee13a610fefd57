import Foundation
import NTAKit

/// The end of the program when a file that is read page by page out of memory is no longer there.
///
/// Stacks of TIFF are mapped: if somebody shortens one, or a network drive goes, the system has
/// nothing to put into memory and sends a signal.
enum LostFile {
  private static let words: StaticString =
    "nta: a file that was being read has become shorter, or its disk has failed; copy it again\n"

  /// Has that signal end the program in one line, with the code for input that cannot be read.
  static func endWithAWord() {
    signal(SIGBUS) { _ in
      // Nothing but system calls is allowed here.
      _ = write(STDERR_FILENO, LostFile.words.utf8Start, LostFile.words.utf8CodeUnitCount)
      _exit(ExitStatus.unreadableInput.rawValue)
    }
  }
}
