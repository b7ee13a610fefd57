import NTAAnalysis
import NTAVideo

/// Why the temporary data of a long recording could not be written or read again.
struct SpillError: StageError {
  /// Folder of the temporary file, and the system's reason.
  var failure: SpillFailure

  init(_ failure: SpillFailure) { self.failure = failure }

  var category: ErrorCategory { .unwritableOutput }

  func description(in wording: Wording) -> String {
    "\(failure.location): no space for the temporary data of a long recording "
      + "(\(failure.reason)); free some space, or choose another \(wording[.output])"
  }
}
