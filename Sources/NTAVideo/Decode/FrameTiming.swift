import NTAAnalysis

/// The raster of a video: the regular time grid on which its frames lie.
///
/// The rates that containers state are unreliable (a muxer may leave out the last frame's duration,
/// or state a nominal rate for a variable one), so the timestamps decide. The interval is the mean
/// over the surveyed timestamps, counted in multiples of their median difference so that lost
/// frames do not lengthen it. A stated rate replaces it when both agree within the rounding of the
/// timestamps, because the stated rate is then the exact value. The rate is constant when every
/// timestamp lies within one tick plus 2 % of the interval of the raster.
struct FrameTiming: Equatable, Sendable {
  /// Time between frames, in seconds: the raster's spacing or the mean; nil when unknown.
  let interval_s: Double?
  /// The container's unit of time, in seconds.
  let tick_s: Double
  /// True when the timestamps fit no raster.
  let isVariable: Bool
  /// Part of the interval by which a timestamp may be off the raster, besides one tick.
  private let jitter: Double

  /// The part for clocks of cameras and containers.
  private static let usualJitter = 0.02

  /// Largest deviation from the raster that still counts as on it, in seconds.
  var tolerance_s: Double { tick_s + jitter * (interval_s ?? 0) }

  /// Creates a raster with a known interval.
  init(interval_s: Double?, tick_s: Double) {
    self.interval_s = interval_s
    self.tick_s = tick_s
    isVariable = false
    jitter = Self.usualJitter
  }

  /// Determines the raster from surveyed timestamps.
  /// - Parameters:
  ///   - ticks: in presentation order.
  ///   - tick_s: duration of a tick, in seconds.
  ///   - statedRates_hz: rates the container states, best first.
  ///   - jitter: part of the interval by which a timestamp may be off the raster; nil for that of
  ///     containers.
  init(ticks: [Int64], tick_s: Double, statedRates_hz: [Double], jitter: Double? = nil) {
    self.tick_s = tick_s
    self.jitter = jitter ?? Self.usualJitter
    let rates = statedRates_hz.filter { $0.isFinite && $0 > 0 }
    var differences: [Int64] = []
    differences.reserveCapacity(ticks.count)
    for (earlier, later) in zip(ticks, ticks.dropFirst()) where later > earlier {
      differences.append(later - earlier)
    }
    guard let first = ticks.first, let last = ticks.last, !differences.isEmpty else {
      interval_s = rates.first.map { 1 / $0 }
      isVariable = false
      return
    }
    differences.sort()
    let median = Double(differences[differences.count / 2])

    var steps: [Int] = [0]
    steps.reserveCapacity(ticks.count)
    var step = 0
    for (earlier, later) in zip(ticks, ticks.dropFirst()) {
      if later > earlier {
        step += max(1, Int((Double(later - earlier) / median).rounded()))
      }
      steps.append(step)
    }
    let measured_s = Double(last - first) * tick_s / Double(step)
    // Both ends are rounded to a tick, so their difference can be wrong by one tick.
    let doubt_s = tick_s / Double(step) * 1.01
    let stated_s = rates.map { 1 / $0 }.first { abs($0 - measured_s) <= doubt_s }
    let pitch_s = stated_s ?? measured_s
    let allowed_s = tick_s + self.jitter * pitch_s
    let isOnRaster = zip(ticks, steps).allSatisfy { time, step in
      abs(Double(time - first) * tick_s - Double(step) * pitch_s) <= allowed_s
    }
    isVariable = !isOnRaster
    interval_s = isOnRaster ? pitch_s : Double(last - first) * tick_s / Double(differences.count)
  }
}
