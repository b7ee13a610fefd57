import NTAAnalysis
import NTAVideo

/// Reasons why an overlay cannot be drawn.
package enum OverlayError: StageError {
  /// The run has no such position.
  case noSuchPosition(position: Int, count: Int)
  /// The recording has no undamaged frame from the first requested one on.
  case noSuchFrame(file: String, first: Int)
  /// The result is of another recording.
  case otherRecording(result: String, file: String, difference: String)
  /// The result cannot be read.
  case result(FileError)
  /// The recording cannot be read.
  case decode(DecodeError)
  /// The picture or video cannot be written.
  case encode(EncodeError)

  /// The category, which determines the exit code.
  package var category: ErrorCategory {
    switch self {
    case .noSuchPosition, .noSuchFrame, .otherRecording: .misuse
    case .result(let error): error.category
    case .decode(let error): error.category
    case .encode(let error): error.category
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  package func description(in wording: Wording) -> String {
    switch self {
    case .noSuchPosition(let position, let count):
      "the run has no position \(position); give \(wording[.position]) 1 to \(count)"
    case .noSuchFrame(let file, let first):
      "\(file): there is no whole frame \(first) or later; give a smaller \(wording[.firstFrame])"
    case .otherRecording(let result, let file, let difference):
      "\(result): is not the result of \(file) (\(difference)); give the result of this recording"
    case .result(let error): error.description(in: wording)
    case .decode(let error): error.description(in: wording)
    case .encode(let error): error.description(in: wording)
    }
  }
}
