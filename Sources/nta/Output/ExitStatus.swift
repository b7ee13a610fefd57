import ArgumentParser
import NTAKit

/// The exit codes of `nta`, after `sysexits.h` where one fits.
enum ExitStatus: Int32 {
  /// The answer is no: `verify`, `calibrate`.
  case answerIsNo = 1
  /// The command line or a setting is wrong.
  case misuse = 64
  /// The input is damaged or makes no sense.
  case damagedInput = 65
  /// The input cannot be read.
  case unreadableInput = 66
  /// A fault of the program.
  case internalFault = 70
  /// The output cannot be written.
  case unwritableOutput = 73
  /// Interrupted by the user.
  case interrupted = 130

  /// The code for an error of the library.
  init(_ category: ErrorCategory) {
    self =
      switch category {
      case .misuse: .misuse
      case .damagedInput: .damagedInput
      case .unreadableInput: .unreadableInput
      case .unwritableOutput: .unwritableOutput
      case .internalFault: .internalFault
      }
  }

  /// What ends a command with this code and without a word.
  var exit: ExitCode { ExitCode(rawValue) }
}
