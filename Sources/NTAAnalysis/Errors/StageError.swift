/// The exit codes of `nta`, after `sysexits.h` where one fits.
public enum ExitCode: Int32, Sendable {
  /// Done.
  case done = 0
  /// The answer is no: `verify`, `calibrate`.
  case answerIsNo = 1
  /// The command line or a setting is wrong.
  case misuse = 64
  /// The input is damaged or makes no sense.
  case damagedInput = 65
  /// The input cannot be read.
  case unreadableInput = 66
  /// A fault of the program.
  case `internal` = 70
  /// The output cannot be written.
  case unwritableOutput = 73
  /// Interrupted by the user.
  case interrupted = 130
}

/// What the error enum of every stage has in common.
///
/// Its cases hold facts; `description` is the one place where they become a sentence that says
/// what happened, where (file, frame) and what to do.
public protocol StageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The exit code a command ends with when this error reaches it.
  var exitCode: ExitCode { get }
}

/// An error of any stage, as it leaves the pipeline.
public struct NTAError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The exit code a command ends with.
  public let exitCode: ExitCode
  /// One sentence: what, where, what to do.
  public let description: String

  /// The sentence and exit code of a stage's error.
  public init(_ error: some StageError) {
    exitCode = error.exitCode
    description = error.description
  }
}
