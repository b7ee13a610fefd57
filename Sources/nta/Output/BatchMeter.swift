import NTAKit
import NTAStudy
import Synchronization

/// Shows how far a batch is: a live bar on a terminal, and otherwise one line for every 10 %; and each
/// run that fails.
final class BatchMeter: Sendable {
  private let isQuiet: Bool
  private let isLive: Bool
  private let start = ContinuousClock.now
  private let display = Mutex(ProgressDisplay())

  init(isQuiet: Bool, isLive: Bool = Console.isTerminal) {
    self.isQuiet = isQuiet
    self.isLive = isLive
  }

  /// Updates the display after a run.
  func report(_ run: PlannedRun, _ outcome: RunOutcome, _ progress: BatchProgress) {
    if case .failed(let error) = outcome {
      finish()
      Console.say("\(run.name): \(error.sentence)")
    }
    guard !isQuiet else { return }
    let now = ContinuousClock.now
    let text = display.withLock { display in
      isLive
        ? display.live(at: now, isLast: progress.done == progress.total) {
          let filled = progress.done * ProgressDisplay.barWidth / max(progress.total, 1)
          return "\(ProgressDisplay.bar(filled: filled)) \(summary(progress, now: now))"
        }
        : display.line(tenth: 10 * progress.done / max(progress.total, 1)) {
          summary(progress, now: now)
        }
    }
    if let text { Console.write(text) }
  }

  /// Clears the bar, so that the next message starts at the beginning of a line.
  func finish() {
    if let text = display.withLock({ $0.cleared() }) { Console.write(text) }
  }

  /// Such as `43 of 1000 runs, 2 failed, 12 unchanged, 8 min 20 s left`.
  private func summary(_ progress: BatchProgress, now: ContinuousClock.Instant) -> String {
    var parts = ["\(progress.done) of \(progress.total) runs"]
    if progress.failed > 0 { parts.append("\(progress.failed) failed") }
    if progress.skipped > 0 { parts.append("\(progress.skipped) unchanged") }
    // Runs that are skipped say nothing about the time of the others.
    let measured = progress.done - progress.skipped
    if measured > 0 {
      let open = progress.total - progress.done
      parts.append(
        ProgressDisplay.remaining(
          fraction: Double(measured) / Double(measured + open),
          elapsed_s: start.duration(to: now) / .seconds(1)))
    }
    return parts.joined(separator: ", ")
  }
}
