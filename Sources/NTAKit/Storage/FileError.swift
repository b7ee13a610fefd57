import NTAAnalysis
import NTAVideo

/// Why a result could not be written, or read back.
public enum FileError: StageError {
  /// The output folder already exists and must not be replaced.
  case exists(path: String)
  /// The folder to replace holds something that does not belong to a result folder.
  case notAResultFolder(path: String, foreign: String)
  /// The output would replace an input of the command.
  case isInput(path: String, input: String)
  /// The system refused to write.
  case unwritable(path: String, reason: String)
  /// A file of a result folder cannot be read.
  case unreadable(path: String, reason: String)
  /// A file of a result folder has invalid content.
  case malformed(path: String, reason: String)
  /// The folder holds several result folders, named here, and is none itself.
  case severalResults(path: String, names: [String])
  /// `summary.json` and `distribution.csv` contradict each other.
  case differentRuns(path: String, difference: String)
  /// A table of a result folder cannot be read.
  case table(TableError)
  /// A value that JSON cannot represent: a program error.
  case notEncodable(reason: String)
  /// A template of the report is invalid: a program error.
  case template(reason: String)

  /// The category, which determines the exit code.
  public var category: ErrorCategory {
    switch self {
    case .exists, .notAResultFolder, .isInput, .severalResults: .misuse
    case .unwritable: .unwritableOutput
    case .unreadable: .unreadableInput
    case .malformed, .differentRuns: .damagedInput
    case .table(let error): error.category
    case .notEncodable, .template: .internalFault
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  public func description(in wording: Wording) -> String {
    switch self {
    case .exists(let path):
      "\(path): already exists; use \(wording[.overwrite]) to replace it, or choose another "
        + wording[.output]
    case .notAResultFolder(let path, let foreign):
      "\(path): contains '\(foreign)', which is not part of a result, and will not be replaced; "
        + "choose another \(wording[.output])"
    case .isInput(let path, let input):
      "\(path): would overwrite the input '\(input)'; "
        + "choose another \(wording[.output])"
    case .unwritable(let path, let reason):
      "\(path): cannot be written (\(reason)); choose another \(wording[.output]), "
        + "or free or unlock that place"
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); name a folder written by nta analyze or nta size"
    case .severalResults(let path, let names):
      "\(path): is a folder of several results; name those that you mean: "
        + names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    case .malformed(let path, let reason):
      "\(path): is not a result of nta (\(reason)); run nta analyze again"
    case .differentRuns(let path, let difference):
      "\(path): summary.json and distribution.csv are not of one run (\(difference)); bring together "
        + "the files of one result, or run nta analyze again"
    case .table(let error):
      error.description(in: wording)
    case .notEncodable(let reason):
      "the summary cannot be written as JSON (\(reason)); please report this bug"
    case .template(let reason):
      "a template of the report is invalid (\(reason)); please report this bug"
    }
  }
}
