import NTAAnalysis
import NTAVideo

/// Why a file of an instrument's software could not be read.
public enum InstrumentFileError: StageError {
  /// The file may not be read.
  case unreadable(path: String, reason: String)
  /// The file is of an unsupported kind.
  case unknownKind(path: String)
  /// The file is of a known kind, but damaged.
  case malformed(path: String, problem: String)
  /// The text resembles an instrument's header, but is not one.
  case malformedHeader(path: String, problem: String)
  /// A file beside videos is named like a NanoSight's, but is not one.
  case malformedRunFile(path: String, problem: String)
  /// A header of a zeta-potential profile.
  case notASizeMeasurement(path: String, type: String)
  /// A table that cannot be read.
  case table(TableError)

  /// Larger than any number of particles in a mL, and than any diameter in nm.
  static let largestNumber = 1e18

  /// Demands a quantity that cannot be negative.
  ///
  /// - Parameters:
  ///   - value: what the field says; NaN is no number and passes.
  ///   - path: the file.
  ///   - line: number of the line, from 1.
  ///   - column: name of the column or key.
  /// - Throws: ``InstrumentFileError/table(_:)`` for negative and absurd values.
  static func check(
    _ value: Double, path: String, line: Int, column: String
  ) throws(InstrumentFileError) {
    guard value < 0 || value > largestNumber else { return }
    throw .table(
      .badValue(
        path: path, line: line, column: column, text: "\(value)",
        expected: "a number that a measurement can give"))
  }

  /// The category, which determines the exit code.
  public var category: ErrorCategory {
    switch self {
    case .unreadable: .unreadableInput
    case .unknownKind, .malformed, .malformedHeader, .malformedRunFile, .notASizeMeasurement:
      .damagedInput
    case .table(let error): error.category
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  public func description(in wording: Wording) -> String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); check its permissions"
    case .unknownKind(let path):
      "\(path): is neither a result of nta nor a size export of a ZetaView (.txt) or a NanoSight "
        + "(ExperimentSummary.csv, Summary.csv or ParticleData.csv); name one of these"
    case .malformed(let path, let problem):
      "\(path): is damaged (\(problem)); export it again"
    case .malformedHeader(let path, let problem):
      "\(path): is not a ZetaView header (\(problem)); remove it and give the settings in run.yaml"
    case .malformedRunFile(let path, let problem):
      "\(path): is not a NanoSight run file (\(problem)); remove it and give the settings in run.yaml"
    case .notASizeMeasurement(let path, let type):
      "\(path): is a zeta-potential measurement (\(type)), whose particles are driven by a field; "
        + "give a size measurement"
    case .table(let error):
      error.description(in: wording)
    }
  }
}
