/// The common motion of all particles of a position, and its removal.
///
/// The mean step of each frame interval is smoothed over `smoothing_s` or longer. Vibration shows as
/// means that scatter more than Brownian motion allows; by that excess the unsmoothed means are
/// trusted (an empirical-Bayes shrinkage). A particle's own steps are part of the mean, so that
/// subtracting it takes away some of its own motion; each step is scaled back by the share lost,
/// which for one interval is the textbook `n / (n - 1)`.
struct Drift: Sendable {
  /// Common step of each frame interval, px; element *k* leads from frame *k* to *k + 1*.
  private(set) var step_px: [SIMD2<Double>]
  /// Share of a step's variance that is left after the subtraction, in (0, 1].
  private(set) var varianceLeft: [Double]

  /// Shortest time the common motion is averaged over.
  static let smoothing_s = 0.5
  /// Links that a window must hold; below some hundreds the mean is the particles' own noise.
  private static let linksWanted = 400.0

  /// Estimates the drift of a position.
  ///
  /// - Parameters:
  ///   - tracks: all tracks, at least two points each to be of use.
  ///   - frameCount: frames of the position.
  ///   - interval_s: time between frames, > 0.
  init(of tracks: [Track], frameCount: Int, interval_s: Double) {
    var steps = IntervalSteps(intervals: max(frameCount - 1, 0))
    steps.collect(tracks)
    let variance = steps.typicalVariance
    var step = [SIMD2<Double>](repeating: .zero, count: steps.count.count)
    var left = [Double](repeating: 1, count: steps.count.count)
    let smooth = steps.smoothed(
      halfWidth: max(1, Int((Drift.smoothing_s / interval_s / 2).rounded(.up))),
      linksWanted: Drift.linksWanted)
    let excess = steps.excessVariance(around: smooth.mean, variance: variance)
    for k in step.indices {
      let n = steps.count[k]
      let share = n > 0 && excess > 0 ? excess / (excess + variance / n) : 0
      let own = n > 0 ? steps.mean(k) : smooth.mean[k]
      step[k] = smooth.mean[k] + share * (own - smooth.mean[k])
      guard n > 0 else { continue }
      // Own part of the window's and of the interval's mean; see the type's comment.
      let lost = (1 - share) * (1 - share) / smooth.links[k] + share * (2 - share) / n
      left[k] = max(1 - lost, 0.1)
    }
    step_px = step
    varianceLeft = left
  }

  /// Mean drift over the position, px per frame interval.
  var mean_px: SIMD2<Double> {
    step_px.isEmpty ? .zero : step_px.reduce(.zero, +) / Double(step_px.count)
  }

  /// Tables of other programs give no error, or one that makes no sense (trackpy's `ep` is negative
  /// or many pixels where its background was misjudged); a tenth of a pixel then stands for it, and
  /// the scale that is measured from the steps does the rest.
  private static func plausible(variance_px2 variance: Float) -> Double {
    variance.isFinite && variance > 1e-6 && variance < 1 ? Double(variance) : 0.01
  }

  /// A track without the common motion, in micrometres.
  func trajectory(of track: Track, frameTimes_s: [Double], pixelSize_um: Double) -> Trajectory {
    var x: [Double] = []
    var y: [Double] = []
    for (i, point) in track.points.enumerated() {
      guard i > 0 else {
        x.append(Double(point.x))
        y.append(Double(point.y))
        continue
      }
      let last = track.points[i - 1]
      let intervals = Int(last.frame)..<Int(point.frame)
      var common = SIMD2<Double>.zero
      var left = 0.0
      for k in intervals {
        common += step_px[k]
        left += varianceLeft[k]
      }
      let scale = 1 / (left / Double(intervals.count)).squareRoot()
      x.append(x[i - 1] + (Double(point.x) - Double(last.x) - common.x) * scale)
      y.append(y[i - 1] + (Double(point.y) - Double(last.y) - common.y) * scale)
    }
    return Trajectory(
      particle: track.particle, frames: track.points.map(\.frame),
      times_s: track.points.map { frameTimes_s[Int($0.frame)] },
      x_um: x.map { $0 * pixelSize_um }, y_um: y.map { $0 * pixelSize_um },
      variance_um2: track.points.map {
        Drift.plausible(variance_px2: $0.variance) * pixelSize_um * pixelSize_um
      },
      intensity: track.points.map(\.intensity))
  }
}

/// Sums of the steps of each frame interval.
private struct IntervalSteps {
  var sum: [SIMD2<Double>]
  var count: [Double]
  /// Squared deviations of steps from the mean of their interval, and their degrees of freedom.
  private var scatter = 0.0
  private var degrees = 0.0
  /// The same of steps that are alone in their interval, from the middle of all.
  private var loneScatter = 0.0
  private var loneDegrees = 0.0

  init(intervals: Int) {
    sum = Array(repeating: .zero, count: intervals)
    count = Array(repeating: 0, count: intervals)
  }

  func mean(_ k: Int) -> SIMD2<Double> { sum[k] / count[k] }

  /// Takes the steps between neighbouring frames, without the largest few that wrong links make.
  mutating func collect(_ tracks: [Track]) {
    var steps = [[SIMD2<Double>]](repeating: [], count: sum.count)
    for track in tracks where track.points.count >= 2 {
      for i in 1..<track.points.count
      where track.points[i].frame == track.points[i - 1].frame + 1 {
        let a = track.points[i - 1]
        let b = track.points[i]
        steps[Int(a.frame)].append(SIMD2(Double(b.x) - Double(a.x), Double(b.y) - Double(a.y)))
      }
    }
    let overall = Self.middle(of: Array(steps.joined()))
    // A jolt moves all particles of an interval alike: what is far out is told from their midst.
    let middles = steps.map { $0.count >= 3 ? Self.middle(of: $0) : overall }
    let spread = median(
      of: steps.indices.flatMap { k in steps[k].map { squaredLength($0 - middles[k]) } })
    for k in steps.indices {
      // 12 medians of the squared length lie beyond 99.9 % of one population of particles and
      // leave the mean of a mixture unharmed, since the cut is round. The midst of a few is itself
      // uncertain: the cut is wider for them.
      let cut = 12 * spread * (1 + 6 / Double(max(steps[k].count, 1))) + 1e-12
      let near = steps[k].filter { squaredLength($0 - middles[k]) <= cut }
      sum[k] = near.reduce(.zero, +)
      count[k] = Double(near.count)
      if near.count >= 2 {
        scatter += near.reduce(0) { $0 + squaredLength($1 - mean(k)) }
        degrees += 2 * (count[k] - 1)
      } else if let lone = near.first {
        loneScatter += squaredLength(lone - overall)
        loneDegrees += 2
      }
    }
  }

  private static func middle(of steps: [SIMD2<Double>]) -> SIMD2<Double> {
    SIMD2(median(of: steps.map { $0.x }), median(of: steps.map { $0.y }))
  }

  /// Variance of one step per axis about what is common to its interval.
  ///
  /// Where no two particles were ever seen at once, the common motion is not told from their own.
  var typicalVariance: Double {
    if degrees > 0 { return scatter / degrees }
    return loneDegrees > 0 ? loneScatter / loneDegrees : 0
  }

  /// Means over windows that are widened until they hold enough links, or all there are.
  func smoothed(
    halfWidth: Int, linksWanted: Double
  ) -> (mean: [SIMD2<Double>], links: [Double]) {
    var sums = [SIMD2<Double>.zero]
    var counts = [0.0]
    for k in sum.indices {
      sums.append(sums[k] + sum[k])
      counts.append(counts[k] + count[k])
    }
    var mean: [SIMD2<Double>] = []
    var links: [Double] = []
    for k in sum.indices {
      var half = halfWidth
      var (low, high) = (max(0, k - half), min(sum.count, k + half + 1))
      while counts[high] - counts[low] < linksWanted, low > 0 || high < sum.count {
        half += halfWidth
        (low, high) = (max(0, k - half), min(sum.count, k + half + 1))
      }
      let n = counts[high] - counts[low]
      mean.append(n > 0 ? (sums[high] - sums[low]) / n : .zero)
      links.append(max(n, 1))
    }
    return (mean, links)
  }

  /// Variance per axis by which interval means scatter beyond Brownian motion; 0 if not proven.
  func excessVariance(around smooth: [SIMD2<Double>], variance: Double) -> Double {
    var chiSquare = 0.0
    var degrees = 0.0
    var weight = 0.0
    for k in sum.indices where count[k] >= 3 && variance > 0 {
      let off = mean(k) - smooth[k]
      chiSquare += (off * off).sum() * count[k] / variance
      degrees += 2
      weight += 2 * count[k] / variance
    }
    guard degrees >= 10, chiSquare > degrees + 4 * (2 * degrees).squareRoot() else { return 0 }
    return (chiSquare - degrees) / weight
  }
}

private func squaredLength(_ step: SIMD2<Double>) -> Double { (step * step).sum() }
