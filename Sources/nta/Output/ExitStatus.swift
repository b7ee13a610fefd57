import ArgumentParser
import NTAKit

/// The exit codes of `nta`; those from 64 to 73 are taken from `sysexits.h`.
enum ExitStatus: Int32 {
  /// The answer of `verify` or `calibrate` is no.
  case answerIsNo = 1
  /// The command line or a setting is wrong.
  case misuse = 64
  /// The input is damaged or invalid.
  case damagedInput = 65
  /// The input cannot be read.
  case unreadableInput = 66
  /// An internal error of the program.
  case internalFault = 70
  /// The output cannot be written.
  case unwritableOutput = 73
  /// Interrupted by the user.
  case interrupted = 130

  /// The exit code for an error of the library.
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

  /// An error that ends a command with this code and prints nothing.
  var exit: ExitCode { ExitCode(rawValue) }
}
