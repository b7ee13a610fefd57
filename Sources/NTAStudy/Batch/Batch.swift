import NTAKit

/// Measures many runs and writes them into one study.
///
/// The runs share the threads: each is measured on one, and the threads that have no run help with the
/// others. What has been measured and is unchanged is skipped, so that a batch that was stopped goes on
/// where it stopped. A run that fails is written with its reason, and the others are measured.
package struct Batch: Sendable {
  /// Which result folders are written.
  package enum Results: String, Sendable, CaseIterable {
    /// Those of all runs.
    case all
    /// Those of runs whose checks of validity are not all met.
    case failed
    /// None.
    case none
  }

  /// What is common to all runs.
  package struct Options: Sendable {
    /// Settings that override those of the sample sheet.
    package var settings = SettingOptions()
    /// Whether calibrations that did not meet their criteria are used.
    package var allowsFailedCalibration = false
    /// Number of threads that the runs share, at least 1.
    package var threads = 1
    /// Number of runs that are measured at the same time, at least 1; nil measures one per thread.
    package var jobs: Int?
    /// Which result folders are written.
    package var results = Results.all
    /// Whether the particles of each run are kept in the database.
    package var keepsParticles = false
    /// How messages name what the caller gives.
    package var wording = Wording.library
    /// First line of the log of each run.
    package var logTitle = ""
    /// The exit code of a command that ends with an error.
    package var exitCode: @Sendable (ErrorCategory) -> Int32 = { _ in 1 }

    /// The defaults.
    package init() {}
  }

  private let runs: [PlannedRun]
  private let folder: StudyFolder
  private let database: StudyDatabase
  private let options: Options

  /// A batch from its plan, which has no problems.
  package init(
    _ plan: BatchPlan, folder: StudyFolder, database: StudyDatabase, options: Options
  ) {
    runs = plan.runs
    (self.folder, self.database, self.options) = (folder, database, options)
  }

  /// Measures the runs.
  ///
  /// - Parameter report: called after each run, from any thread but never from two at once.
  /// - Returns: what came of the runs.
  /// - Throws: `NTAError` if something cannot be written, after which no run is begun.
  package func run(
    report: @escaping @Sendable (PlannedRun, RunOutcome, BatchProgress) -> Void = { _, _, _ in }
  ) async throws(NTAError) -> BatchProgress {
    let queue = RunQueue(runs, report: report)
    let threads = options.threads
    let jobs = max(min(options.jobs ?? threads, threads, runs.count), 1)
    let shared = SharedThreads(free: threads - jobs)
    let measurement = RunMeasurement(folder: folder, database: database, options: options)
    await withTaskGroup { group in
      for _ in 0..<jobs {
        group.addTask {
          await SharedThreads.$current.withValue(shared) {
            await measurement.measureAll(of: queue)
          }
          shared.giveBack(1)
        }
      }
    }
    if let failure = queue.failure { throw failure }
    return queue.progress
  }
}
