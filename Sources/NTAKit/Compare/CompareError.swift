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

  /// The exit code a command ends with.
  package var exitCode: ExitCode {
    switch self {
    case .tooFew: .misuse
    case .missing: .unreadableInput
    case .result(let error): error.exitCode
    case .instrument(let error): error.exitCode
    }
  }

  /// One sentence: what, where, what to do.
  package var description: String {
    switch self {
    case .tooFew:
      "a comparison takes at least two results; name more of them"
    case .missing(let path):
      "\(path): there is no such file or folder; check the name"
    case .result(let error):
      error.description
    case .instrument(let error):
      error.description
    }
  }
}
