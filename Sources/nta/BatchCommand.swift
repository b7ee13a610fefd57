import ArgumentParser
import Foundation
import NTAKit
import NTAStudy

/// `nta batch`: measures many runs and writes them into one study.
struct BatchCommand: AsyncParsableCommand, MeasuringCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Measure many runs into one database with tables.",
    discussion: """
      The input is a folder, below which every run is measured, or a sample sheet: a table (CSV with \
      commas, semicolons or tabs) whose column run has the folder or video of each run. The key of any \
      setting is a column too, such as dilution or temperature_C, and calibration names a file. Other \
      columns are kept as labels. Paths start at the folder of the sheet.

      The folder --out gets study.sqlite, runs.csv, distributions.csv and the result folders. Runs that \
      have been measured and are unchanged are skipped, so the same command goes on where it stopped. \
      A run that fails stands in the tables with the reason; the exit code is then 1.

      EXAMPLE: nta batch sheet.csv --out study --pixel-size 0.713
               nta batch recordings/ --out study --results failed
               nta batch sheet.csv --out part2 --shard 2/10
      """)

  @Argument(help: ArgumentHelp("A folder with runs, or a sample sheet.", valueName: "input"))
  var input: String

  @Option(help: ArgumentHelp("Folder of the study.", valueName: "dir"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "Number of runs that are measured at the same time; default: one per thread.", valueName: "n")
  )
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Measure only one part of the runs, such as 2/10; nta merge joins the parts.",
      valueName: "i/n"),
    transform: shard(from:))
  var shard: Shard = .whole

  @Option(
    help: ArgumentHelp(
      "Result folders to write: all (default), failed (those of runs whose checks are not all met) or "
        + "none.", valueName: "which"))
  var results: Batch.Results = .all

  @Flag(help: "Also keep every sized track in the database.")
  var particles = false

  @Option(\.positions) var positions: Int?
  @Option(\.cycles) var cycles: Int?
  @OptionGroup(title: "MEASUREMENT") var measurement: MeasurementOptions<Self>
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    guard let jobs, !(1...1024).contains(jobs) else { return }
    throw ValidationError("--jobs is \(jobs); it must be from 1 to 1024")
  }

  func run() async throws {
    let plan = BatchPlan(
      input, shard: shard, calibration: measurement.calibrationPath, output: out)
    for problem in plan.problems { Console.say(problem.sentence) }
    if let worst = plan.problems.map(\.exitStatus.rawValue).max() { throw ExitCode(worst) }
    let folder = try StudyFolder(out)
    let database = try NTAError.mapping { () throws(StudyError) in
      try StudyDatabase(path: folder.database)
    }
    let progress = try await measure(plan, folder, database)
    try StudyTables.writeRuns(of: database, to: folder.runs)
    try StudyTables.writeDistributions(of: database, to: folder.distributions)
    try NTAError.mapping { () throws(StudyError) in try database.close() }
    try StandardOutput.write(BatchText(progress, folder: folder).text)
    if progress.failed > 0 { throw ExitStatus.answerIsNo.exit }
  }

  private func measure(
    _ plan: BatchPlan, _ folder: StudyFolder, _ database: StudyDatabase
  ) async throws(NTAError) -> BatchProgress {
    let meter = BatchMeter(isQuiet: verbosity.quiet)
    defer { meter.finish() }
    let batch = Batch(plan, folder: folder, database: database, options: try options())
    return try await batch.run { run, outcome, progress in
      meter.report(run, outcome, progress)
    }
  }

  private func options() throws(NTAError) -> Batch.Options {
    var options = Batch.Options()
    options.settings = measurement.settingOptions()
    options.settings.positions = positions
    options.settings.cycles = cycles
    options.allowsFailedCalibration = measurement.allowFailedCalibration
    options.threads = try NTAError.mapping { () throws(SettingsError) in
      try options.settings.threadCount()
    }
    options.jobs = jobs
    options.results = results
    options.keepsParticles = particles
    options.wording = .commandLine
    options.logTitle =
      "\(Software.name) \(Software.version): \(CommandLine.arguments.joined(separator: " "))"
    options.exitCode = { ExitStatus($0).rawValue }
    return options
  }
}

private func shard(from text: String) throws -> Shard {
  guard let shard = Shard(text) else {
    throw ValidationError(
      "--shard is \"\(text)\"; it must be a part and the number of parts, such as 2/10")
  }
  return shard
}

extension Batch.Results: ExpressibleByArgument {}
