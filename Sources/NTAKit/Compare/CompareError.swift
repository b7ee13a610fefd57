import NTAAnalysis
import NTAVideo

/// Why results could not be compared.
package enum CompareError: StageError {
  /// Fewer than two results were given.
  case tooFew
  /// There is no such file or folder.
  case missing(path: String)
  /// A result folder of nta cannot be read.
  case result(FileError)
  /// A file of an instrument's software cannot be read.
  case instrument(InstrumentFileError)

  /// The category, which determines the exit code.
  package var category: ErrorCategory {
    switch self {
    case .tooFew: .misuse
    case .missing: .unreadableInput
    case .result(let error): error.category
    case .instrument(let error): error.category
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  package func description(in wording: Wording) -> String {
    switch self {
    case .tooFew:
      "a comparison needs at least two results; name more"
    case .missing(let path):
      "\(path): there is no such file or folder; check the name"
    case .result(let error):
      error.description(in: wording)
    case .instrument(let error):
      error.description(in: wording)
    }
  }
}
