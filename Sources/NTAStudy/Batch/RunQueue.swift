import NTAKit
import Synchronization

/// The runs of a batch that are still to be measured, and how far it is.
final class RunQueue: Sendable {
  private struct State {
    var next = 0
    var progress: BatchProgress
    var failure: NTAError?
  }

  private let runs: [PlannedRun]
  private let report: @Sendable (PlannedRun, RunOutcome, BatchProgress) -> Void
  private let state: Mutex<State>

  /// A queue of runs; `report` is called after each, never from two threads at once.
  init(
    _ runs: [PlannedRun],
    report: @escaping @Sendable (PlannedRun, RunOutcome, BatchProgress) -> Void
  ) {
    self.runs = runs
    self.report = report
    state = Mutex(State(progress: BatchProgress(total: runs.count)))
  }

  /// How far the batch is.
  var progress: BatchProgress { state.withLock { $0.progress } }

  /// The error that stopped the batch, if one did.
  var failure: NTAError? { state.withLock { $0.failure } }

  /// The next run; `nil` if none is left or the batch has been stopped.
  func next() -> PlannedRun? {
    state.withLock { state in
      guard state.failure == nil, state.next < runs.count else { return nil }
      defer { state.next += 1 }
      return runs[state.next]
    }
  }

  /// Counts what came of a run.
  func finish(_ run: PlannedRun, _ outcome: RunOutcome) {
    state.withLock { state in
      switch outcome {
      case .measured: state.progress.measured += 1
      case .skipped: state.progress.skipped += 1
      case .failed: state.progress.failed += 1
      }
      report(run, outcome, state.progress)
    }
  }

  /// Stops the batch: no further run is begun.
  func stop(_ failure: NTAError) {
    state.withLock { state in state.failure = state.failure ?? failure }
  }
}
