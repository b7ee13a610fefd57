import NTAKit
import Synchronization

/// What a meter has drawn: a live bar on a terminal, and otherwise one line for every 10 %.
struct ProgressDisplay: Sendable {
  /// Characters of a bar between its brackets.
  static let barWidth = 24
  private static let redrawInterval = Duration.milliseconds(100)
  /// What begins a line of the terminal anew.
  private static let clear = "\r\u{1B}[K"

  private var lastDrawn: ContinuousClock.Instant?
  private var lastTenth = 0
  private var isDrawn = false

  /// The bar, if it is time to draw it again.
  ///
  /// - Parameters:
  ///   - now: the present time.
  ///   - isLast: whether nothing more will be drawn, so that it is time in any case.
  ///   - text: what stands after the start of the line.
  /// - Returns: what to write; nil if the bar was drawn just before.
  mutating func live(
    at now: ContinuousClock.Instant, isLast: Bool = false, _ text: () -> String
  ) -> String? {
    if let lastDrawn, lastDrawn.duration(to: now) < Self.redrawInterval, !isLast { return nil }
    lastDrawn = now
    isDrawn = true
    return Self.clear + text()
  }

  /// A line, if another 10 % is done.
  mutating func line(tenth: Int, _ text: () -> String) -> String? {
    guard tenth > lastTenth else { return nil }
    lastTenth = tenth
    return "nta: \(text())\n"
  }

  /// What clears the bar; nil if none is drawn.
  mutating func cleared() -> String? {
    defer { isDrawn = false }
    return isDrawn ? Self.clear : nil
  }

  /// A bar such as `[####----]`; `filled` is from 0 to ``barWidth``.
  static func bar(filled: Int) -> String {
    "[" + String(repeating: "#", count: filled)
      + String(repeating: "-", count: barWidth - filled) + "]"
  }

  /// The remaining time at the current rate.
  static func remaining(fraction: Double, elapsed_s: Double) -> String {
    let seconds = Int((elapsed_s * (1 - fraction) / max(fraction, 1e-6)).rounded(.up))
    if seconds >= 3600 { return "\(seconds / 3600) h \(seconds / 60 % 60) min left" }
    return seconds >= 60 ? "\(seconds / 60) min \(seconds % 60) s left" : "\(seconds) s left"
  }
}
