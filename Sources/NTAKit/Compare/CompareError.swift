/// Why results could not be compared.
public enum CompareError: StageError {
  /// Fewer than two results.
  case tooFew
  /// There is no such file or folder.
  case missing(path: String)
  /// The file is of none of the kinds that are read.
  case unknownKind(path: String)
  /// The file is of a known kind, but damaged.
  case malformed(path: String, problem: String)
  /// A result folder of nta that cannot be read.
  case result(ReportError)
  /// A ZetaView export that cannot be read.
  case zetaView(RecordingError)
  /// A NanoSight export that cannot be read.
  case table(TableError)

  /// The exit code a command ends with.
  public var exitCode: ExitCode {
    switch self {
    case .tooFew: .misuse
    case .missing: .unreadableInput
    case .unknownKind, .malformed: .damagedInput
    case .result(let error): error.exitCode
    case .zetaView(let error): error.exitCode
    case .table(let error): error.exitCode
    }
  }

  /// One sentence: what, where, what to do.
  public var description: String {
    switch self {
    case .tooFew:
      "a comparison takes at least two results; name more of them"
    case .missing(let path):
      "\(path): there is no such file or folder; check the name"
    case .unknownKind(let path):
      "\(path): is neither a result of nta nor a size export of a ZetaView (.txt) or a NanoSight "
        + "(ExperimentSummary.csv); name one of these"
    case .malformed(let path, let problem):
      "\(path): is damaged (\(problem)); export it again"
    case .result(let error):
      error.description
    case .zetaView(let error):
      error.description
    case .table(let error):
      error.description
    }
  }
}
