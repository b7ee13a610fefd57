import NTAKit

/// What is wrong with a sample sheet, or with what it names.
package enum SheetError: StageError {
  /// The table cannot be read.
  case table(TableError)
  /// There is no column that names the runs.
  case noRunColumn(path: String, found: [String])
  /// Two columns have the same name.
  case columnTwice(path: String, name: String)
  /// A column is almost named like a setting.
  case misspelledColumn(path: String, name: String, setting: String)
  /// A column with values has no name.
  case unnamedColumn(path: String, line: Int, number: Int)
  /// The sheet names no run.
  case noRuns(path: String)
  /// A line names no run.
  case emptyRun(path: String, line: Int)
  /// Two lines name the same run.
  case runTwice(path: String, line: Int, run: String, firstLine: Int)
  /// A file that a line names does not exist.
  case missingFile(path: String, line: Int, column: String, file: String)
  /// A calibration that a line names cannot be used.
  case calibration(path: String, line: Int, CalibrationError)
  /// The sheet names a calibration although one was given for all runs.
  case twoCalibrations(path: String, line: Int, file: String, given: String)

  /// The category, which determines the exit code.
  package var category: ErrorCategory {
    switch self {
    case .table(let error): error.category
    case .missingFile: .unreadableInput
    case .calibration(_, _, let error): error.category
    case .noRunColumn, .columnTwice, .misspelledColumn, .unnamedColumn, .noRuns, .emptyRun,
      .runTwice, .twoCalibrations:
      .misuse
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  package func description(in wording: Wording) -> String {
    switch self {
    case .table(let error):
      error.description(in: wording)
    case .noRunColumn(let path, let found):
      "\(path): has no column run (it has \(found.joined(separator: ", "))); add one with the folder "
        + "or video of each run"
    case .columnTwice(let path, let name):
      "\(path): has two columns \(name); remove or rename one"
    case .misspelledColumn(let path, let name, let setting):
      "\(path): column \(name) is no setting, but almost \(setting); correct the name, or choose one "
        + "that cannot be mistaken"
    case .unnamedColumn(let path, let line, let number):
      "\(path): line \(line) has a value in column \(number), which has no name; name the column or "
        + "remove it"
    case .noRuns(let path):
      "\(path): names no run; add a line for each"
    case .emptyRun(let path, let line):
      "\(path): line \(line) names no run; fill in the column run, or remove the line"
    case .runTwice(let path, let line, let run, let firstLine):
      "\(path): lines \(firstLine) and \(line) are both run \(run); remove one"
    case .missingFile(let path, let line, let column, let file):
      "\(path): line \(line), column \(column): there is no \(file); correct the path, which starts "
        + "at the folder of the sheet"
    case .calibration(let path, let line, let error):
      "\(path): line \(line), column calibration: \(error.description(in: wording))"
    case .twoCalibrations(let path, let line, let file, let given):
      "\(path): line \(line) names the calibration \(file), and \(wording[.calibration]) is \(given); "
        + "give only one of the two"
    }
  }
}
