import NTAKit
import SystemPackage

/// The runs of a batch, and all that is wrong with them before the first is measured.
package struct BatchPlan: Sendable {
  /// The runs of this shard, in the order of the sheet or of their names.
  package private(set) var runs: [PlannedRun] = []
  /// What must be corrected first; empty if the batch can begin.
  package private(set) var problems: [NTAError] = []

  private let shard: Shard
  private let calibration: String?
  /// Whether each calibration that was named can be used.
  private var calibrations: [String: CalibrationError?] = [:]

  /// The runs below a folder, or those of a sample sheet.
  ///
  /// - Parameters:
  ///   - input: path of the folder or the sheet.
  ///   - shard: the part of the runs that is measured.
  ///   - calibration: path of the calibration of all runs, if there is one.
  ///   - output: the folder of the study, which holds no runs.
  package init(
    _ input: String, shard: Shard = .whole, calibration: String? = nil, output: String
  ) {
    self.shard = shard
    self.calibration = calibration
    if FileTree.isFolder(input) {
      search(input, output: output)
    } else {
      read(SampleSheet(path: input))
    }
  }

  private mutating func search(_ folder: String, output: String) {
    do throws(RecordingError) {
      let found = try RunSearch.runs(below: folder, except: [output])
      runs = found.enumerated().filter { shard.contains($0.offset) }.map { _, run in
        PlannedRun(name: run.name, input: run.path)
      }
    } catch {
      problems.append(NTAError(error))
    }
  }

  private mutating func read(_ sheet: SampleSheet) {
    problems = sheet.problems.map { NTAError($0) }
    let folder = FilePath(sheet.path).removingLastComponent()
    var lines: [FilePath: Int] = [:]
    for (index, row) in sheet.rows.enumerated() {
      let input = folder.pushing(FilePath(row.run))
      if let first = lines[input.lexicallyNormalized()] {
        add(.runTwice(path: sheet.path, line: row.line, run: row.run, firstLine: first))
      }
      lines[input.lexicallyNormalized()] = row.line
      // Files of the other shards may be elsewhere.
      guard shard.contains(index) else { continue }
      let run = PlannedRun(
        name: FilePath(row.run).lexicallyNormalized().string, input: input.string,
        calibration: row.calibration.map { folder.pushing(FilePath($0)).string },
        values: row.values.resolvingPaths(in: folder), labels: row.labels)
      check(run, row, sheet: sheet.path)
      runs.append(run)
    }
  }

  private mutating func check(_ run: PlannedRun, _ row: SampleSheet.Row, sheet: String) {
    if !FileTree.exists(run.input) {
      add(.missingFile(path: sheet, line: row.line, column: "run", file: run.input))
    }
    guard let path = run.calibration, let file = row.calibration else { return }
    if let calibration {
      add(.twoCalibrations(path: sheet, line: row.line, file: file, given: calibration))
      return
    }
    guard FileTree.exists(path) else {
      return add(.missingFile(path: sheet, line: row.line, column: "calibration", file: path))
    }
    let problem = calibrations[path] ?? Self.problem(withCalibration: path)
    calibrations[path] = problem
    if let problem { add(.calibration(path: sheet, line: row.line, problem)) }
  }

  private mutating func add(_ problem: SheetError) { problems.append(NTAError(problem)) }

  private static func problem(withCalibration path: String) -> CalibrationError? {
    do throws(CalibrationError) {
      _ = try Calibration(path: path)
      return nil
    } catch {
      return error
    }
  }
}

extension SettingValues {
  /// The values with the path of an instrument profile relative to a folder.
  fileprivate func resolvingPaths(in folder: FilePath) -> SettingValues {
    let definition = SettingDefinition[\.instrument]
    guard case .text(let name)? = self[definition], name.contains("/") || name.hasSuffix(".yaml")
    else { return self }
    var values = self
    values[definition] = .text(folder.pushing(FilePath(name)).string)
    return values
  }
}
