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
    var display = ProgressDisplay()
  }

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
      let amount = Amount(
        frames: state.framesDone.values.reduce(0, +), begun: state.framesDone.count,
        positions: progress.positionCount,
        fraction: Self.fraction(state, positionCount: progress.positionCount),
        seconds: max(start.duration(to: now) / .seconds(1), 1e-3))
      return isLive
        ? state.display.live(at: now) { amount.bar }
        : amount.fraction.flatMap { fraction in
          state.display.line(tenth: Int(fraction * 10)) { amount.line(fraction) }
        }
    }
    if let text { Console.write(text) }
  }

  /// Clears the bar, so that the next message starts at the beginning of a line.
  func finish() {
    if let text = state.withLock({ $0.display.cleared() }) { Console.write(text) }
  }

  /// Number of frames analysed so far.
  var framesDone: Int { state.withLock { $0.framesDone.values.reduce(0, +) } }

  /// Seconds since the meter was created.
  var elapsed_s: Double { start.duration(to: .now) / .seconds(1) }

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

/// How much has been measured, and in what time.
private struct Amount {
  var frames: Int
  /// Positions that have been begun, of so many.
  var begun: Int
  var positions: Int
  /// Fraction of the work that is done; nil if unknown.
  var fraction: Double?
  var seconds: Double

  private var rate: String { "\(Int(Double(frames) / seconds)) frames/s" }

  private func remaining(_ fraction: Double) -> String {
    ProgressDisplay.remaining(fraction: fraction, elapsed_s: seconds)
  }

  /// What stands on the live line.
  var bar: String {
    let place = "position \(begun)/\(positions)"
    guard let fraction, fraction > 0 else { return "\(place)  \(frames) frames  \(rate)" }
    let bar = ProgressDisplay.bar(filled: Int(fraction * Double(ProgressDisplay.barWidth)))
    return "\(bar) \(Int(100 * fraction)) %  \(place)  \(rate)  \(remaining(fraction))"
  }

  /// The line for every 10 %.
  func line(_ fraction: Double) -> String {
    "\(10 * Int(fraction * 10)) %, position \(begun) of \(positions), \(rate), \(remaining(fraction))"
  }
}
