import NTAKit
import Synchronization

/// Shows the progress of a measurement: a live bar on a terminal, and otherwise one line for every
/// 10 %.
///
/// It may be called from any thread; the lock guards the shared state.
final class ProgressMeter: Sendable {
  private struct State {
    var framesDone: [Int: Int] = [:]
    var framesExpected: [Int: Int] = [:]
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

  /// Updates the display with a report from the pipeline.
  func report(_ progress: PipelineProgress) {
    guard !isQuiet else { return }
    let now = ContinuousClock.now
    let text: String? = state.withLock { state in
      state.framesDone[progress.position] = progress.framesDone
      if let expected = progress.framesExpected {
        state.framesExpected[progress.position] = max(expected, progress.framesDone)
      }
      let fraction = Self.fraction(state, positionCount: progress.positionCount)
      return isLive
        ? bar(&state, fraction: fraction, progress: progress, now: now)
        : line(&state, fraction: fraction, progress: progress, now: now)
    }
    if let text { Console.write(text) }
  }

  /// Clears the bar, so that the next message starts at the beginning of a line.
  func finish() {
    let isDrawn = state.withLock { $0.isDrawn }
    if isDrawn { Console.write("\r\u{1B}[K") }
  }

  /// Number of frames analysed so far.
  var framesDone: Int { state.withLock { $0.framesDone.values.reduce(0, +) } }

  /// Seconds since the meter was created.
  var elapsed_s: Double { start.duration(to: .now) / .seconds(1) }

  private func bar(
    _ state: inout State, fraction: Double?, progress: PipelineProgress,
    now: ContinuousClock.Instant
  ) -> String? {
    if let last = state.lastDrawn, last.duration(to: now) < Self.redrawInterval { return nil }
    state.lastDrawn = now
    state.isDrawn = true
    let frames = state.framesDone.values.reduce(0, +)
    let seconds = max(start.duration(to: now) / .seconds(1), 1e-3)
    let rate = "\(Int(Double(frames) / seconds)) frames/s"
    let positions = "position \(state.framesDone.count)/\(progress.positionCount)"
    guard let fraction, fraction > 0 else {
      return "\r\u{1B}[K\(positions)  \(frames) frames  \(rate)"
    }
    let filled = Int(fraction * Double(Self.barWidth))
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: "-", count: Self.barWidth - filled)
    let remaining = Self.remaining(fraction: fraction, elapsed_s: seconds)
    return "\r\u{1B}[K[\(bar)] \(Int(100 * fraction)) %  \(positions)  \(rate)  \(remaining)"
  }

  private func line(
    _ state: inout State, fraction: Double?, progress: PipelineProgress,
    now: ContinuousClock.Instant
  ) -> String? {
    guard let fraction else { return nil }
    let tenth = Int(fraction * 10)
    guard tenth > state.lastTenth else { return nil }
    state.lastTenth = tenth
    let seconds = max(start.duration(to: now) / .seconds(1), 1e-3)
    let frames = state.framesDone.values.reduce(0, +)
    return "nta: \(10 * tenth) %, position \(state.framesDone.count) of "
      + "\(progress.positionCount), \(Int(Double(frames) / seconds)) frames/s, "
      + "\(Self.remaining(fraction: fraction, elapsed_s: seconds))\n"
  }

  /// The remaining time at the current rate.
  static func remaining(fraction: Double, elapsed_s: Double) -> String {
    let seconds = Int((elapsed_s * (1 - fraction) / max(fraction, 1e-6)).rounded(.up))
    if seconds >= 3600 { return "\(seconds / 3600) h \(seconds / 60 % 60) min left" }
    return seconds >= 60 ? "\(seconds / 60) min \(seconds % 60) s left" : "\(seconds) s left"
  }

  /// Fraction of the work that is done, if positions not yet begun have the mean length of the others.
  private static func fraction(_ state: State, positionCount: Int) -> Double? {
    guard !state.framesExpected.isEmpty else { return nil }
    let expected = state.framesExpected.values.reduce(0, +)
    let mean = Double(expected) / Double(state.framesExpected.count)
    let total = mean * Double(max(positionCount, state.framesExpected.count))
    guard total > 0 else { return nil }
    return min(Double(state.framesDone.values.reduce(0, +)) / total, 1)
  }
}
