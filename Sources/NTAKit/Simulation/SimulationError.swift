import NTAAnalysis
import NTAVideo

/// Reasons why a simulation cannot be run or written.
package enum SimulationError: StageError {
  /// A parameter is not a number, or outside its range.
  case parameterOutOfRange(name: String, value: Double, allowed: String)
  /// A condition that does not exist.
  case unknownCondition(name: String, known: [String])
  /// A condition with too few or too many values, or with one that is not a number.
  case malformedCondition(text: String, form: String)
  /// A kind of condition given more than once.
  case repeatedCondition(name: String)
  /// Two conditions that exclude each other.
  case conflictingConditions(first: String, second: String)
  /// A spoiled position outside the run's positions.
  case noSuchPosition(position: Int, positions: Int)
  /// More particles per position than can be simulated.
  case tooManyParticles(expected: Double, limit: Double)
  /// The folder of the run cannot be created or written.
  case output(FileError)
  /// The target is not a simulated run and is therefore not replaced.
  case notASimulatedRun(path: String)
  /// A name that cannot be part of a file name.
  case unsuitableName(name: String)
  /// A video cannot be encoded.
  case encoding(EncodeError)
  /// The encoding does not support another chosen setting.
  case unsuitableEncoding(encoding: String, reason: String)

  /// The error, its place and its remedy as one sentence, in the given wording.
  package func description(in wording: Wording) -> String {
    switch self {
    case .parameterOutOfRange(let name, let value, let allowed):
      "\(name) is \(value); give a value in \(allowed)"
    case .unknownCondition(let name, let known):
      "there is no condition \"\(name)\"; choose one of \(known.joined(separator: ", "))"
    case .malformedCondition(let text, let form):
      "the condition \"\(text)\" has missing or wrong values; write \(form)"
    case .repeatedCondition(let name):
      "the condition \(name) is given more than once; give it once"
    case .conflictingConditions(let first, let second):
      "the conditions \(first) and \(second) exclude each other; give one of them"
    case .noSuchPosition(let position, let positions):
      "position \(position) does not exist; the run has positions 1 to \(positions)"
    case .tooManyParticles(let expected, let limit):
      "\(expected) particles per position are more than the \(limit) that can be simulated; "
        + "lower the concentration or the field of view"
    case .output(let error):
      error.description(in: wording)
    case .notASimulatedRun(let path):
      "\(path): does not contain a simulated run (truth.json is missing) and will not be replaced; "
        + "choose another \(wording[.output])"
    case .unsuitableName(let name):
      "the name \"\(name)\" cannot be part of a file name; give one without slashes"
    case .encoding(let error):
      error.description(in: wording)
    case .unsuitableEncoding(let encoding, let reason):
      "encoding \(encoding) cannot be used: \(reason)"
    }
  }

  /// The category, which determines the exit code.
  package var category: ErrorCategory {
    switch self {
    case .parameterOutOfRange, .unknownCondition, .malformedCondition, .repeatedCondition,
      .conflictingConditions,
      .noSuchPosition, .tooManyParticles, .notASimulatedRun,
      .unsuitableEncoding, .unsuitableName:
      .misuse
    case .output(let error): error.category
    case .encoding(let error): error.category
    }
  }
}
