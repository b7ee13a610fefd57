import NTAKit

/// Why a study cannot be read or written.
package enum StudyError: StageError {
  /// The database cannot be written, usually because the disk is full.
  case unwritable(path: String, reason: String)
  /// The database cannot be read.
  case unreadable(path: String, reason: String)
  /// The file is no database of a study.
  case notAStudy(path: String)
  /// The database was written by a version with other tables.
  case otherVersion(path: String)
  /// Another program writes into the folder.
  case inUse(folder: String)
  /// A file of a run cannot be read.
  case input(path: String, reason: String)
  /// Two studies have different results for one run.
  case contradiction(run: String, first: String, second: String)

  /// The category, which determines the exit code.
  package var category: ErrorCategory {
    switch self {
    case .unwritable, .inUse: .unwritableOutput
    case .unreadable, .input: .unreadableInput
    case .notAStudy, .otherVersion, .contradiction: .damagedInput
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  package func description(in wording: Wording) -> String {
    switch self {
    case .unwritable(let path, let reason):
      "\(path): cannot be written (\(reason)); free or unlock that place and repeat the command, which "
        + "goes on where it stopped"
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); give the study.sqlite of a batch"
    case .notAStudy(let path):
      "\(path): is not the database of a study; choose another \(wording[.output]) or file"
    case .otherVersion(let path):
      "\(path): was written by another version of nta; use that version, or begin a new study"
    case .inUse(let folder):
      "\(folder): another batch is writing there; wait for its end, or choose another "
        + wording[.output]
    case .input(let path, let reason):
      "\(path): cannot be read (\(reason)); check the file and its permissions"
    case .contradiction(let run, let first, let second):
      "run \(run) has different results in \(first) and \(second); measure it again with one set of "
        + "settings, and leave out the other study"
    }
  }
}
