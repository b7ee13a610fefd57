import NTAAnalysis
import NTAVideo

/// Reasons why an overlay cannot be drawn.
package enum OverlayError: StageError {
  /// The run has no such position.
  case noSuchPosition(position: Int, count: Int)
  /// The recording has no undamaged frame from the first requested one on.
  case noSuchFrame(file: String, first: Int)
  /// The recording cannot be read.
  case decode(DecodeError)
  /// The picture or video cannot be written.
  case encode(EncodeError)

  /// The exit code a command ends with.
  package var exitCode: ExitCode {
    switch self {
    case .noSuchPosition, .noSuchFrame: .misuse
    case .decode(let error): error.exitCode
    case .encode(let error): error.exitCode
    }
  }

  /// One sentence: what, where, what to do.
  package var description: String {
    switch self {
    case .noSuchPosition(let position, let count):
      "the run has no position \(position); give --position 1 to \(count)"
    case .noSuchFrame(let file, let first):
      "\(file): there is no whole frame \(first) or later; give a smaller --first"
    case .decode(let error): error.description
    case .encode(let error): error.description
    }
  }
}
