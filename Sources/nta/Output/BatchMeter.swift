import NTAKit
import NTAStudy
import Synchronization

/// Shows how far a batch is: a live bar on a terminal, and otherwise one line for every 10 %; and each
/// run that fails.
final class BatchMeter: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant?
    var lastTenth = 0
    var isDrawn = false
  }

  private static let barWidth = 24
  private static let redrawInterval = Duration.milliseconds(100)

  private let isQuiet: Bool
  private let isLive: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

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
    let text: String? = state.withLock { state in
      isLive ? bar(&state, progress, now: now) : line(&state, progress, now: now)
    }
    if let text { Console.write(text) }
  }

  /// Clears the bar, so that the next message starts at the beginning of a line.
  func finish() {
    let wasDrawn = state.withLock { state in
      defer { state.isDrawn = false }
      return state.isDrawn
    }
    if wasDrawn { Console.write("\r\u{1B}[K") }
  }

  private func bar(
    _ state: inout State, _ progress: BatchProgress, now: ContinuousClock.Instant
  ) -> String? {
    if let last = state.lastDrawn, last.duration(to: now) < Self.redrawInterval,
      progress.done < progress.total
    {
      return nil
    }
    state.lastDrawn = now
    state.isDrawn = true
    let filled = progress.done * Self.barWidth / max(progress.total, 1)
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: "-", count: Self.barWidth - filled)
    return "\r\u{1B}[K[\(bar)] \(summary(progress, now: now))"
  }

  private func line(
    _ state: inout State, _ progress: BatchProgress, now: ContinuousClock.Instant
  ) -> String? {
    let tenth = 10 * progress.done / max(progress.total, 1)
    guard tenth > state.lastTenth else { return nil }
    state.lastTenth = tenth
    return "nta: \(summary(progress, now: now))\n"
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
        ProgressMeter.remaining(
          fraction: Double(measured) / Double(measured + open),
          elapsed_s: start.duration(to: now) / .seconds(1)))
    }
    return parts.joined(separator: ", ")
  }
}
