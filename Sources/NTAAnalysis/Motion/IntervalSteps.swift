/// Sums of the steps of each frame interval.
struct IntervalSteps: Sendable {
  /// Sum of the steps of each interval, px.
  var sum: [SIMD2<Double>]
  /// Steps in it.
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
  mutating func collect(_ log: StepLog) {
    var sample = SystematicSample<SIMD2<Double>>()
    log.forEach { _, steps in for step in steps { sample.add(step) } }
    let overall = Self.middle(of: sample.values)
    // A jolt moves all particles of an interval alike: what is far out is told from their midst.
    var middles = [SIMD2<Double>](repeating: overall, count: sum.count)
    var squares = SystematicSample<Double>()
    log.forEach { k, steps in
      if steps.count >= 3 { middles[k] = Self.middle(of: steps) }
      for step in steps { squares.add(squaredLength(step - middles[k])) }
    }
    let spread = median(of: squares.values)
    log.forEach { k, steps in take(steps, of: k, middle: middles[k], spread: spread, overall) }
  }

  /// Takes the steps of one interval.
  private mutating func take(
    _ steps: [SIMD2<Double>], of k: Int, middle: SIMD2<Double>, spread: Double,
    _ overall: SIMD2<Double>
  ) {
    // 12 medians of the squared length lie beyond 99.9 % of one population of particles and
    // leave the mean of a mixture unharmed, since the cut is round. The midst of a few is itself
    // uncertain: the cut is wider for them.
    let cut = 12 * spread * (1 + 6 / Double(max(steps.count, 1))) + 1e-12
    let near = steps.filter { squaredLength($0 - middle) <= cut }
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
  ///
  /// - Parameters:
  ///   - halfWidth: half of a window, and by what it is widened; intervals, >= 1.
  ///   - linksWanted: links a window holds at least, if there are as many.
  /// - Returns: for each interval the mean step of its window, px, and the links in it, >= 1.
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
    var half = halfWidth
    for k in sum.indices {
      // A window one interval wider on each side holds the one of the neighbour: what is wanted
      // shrinks by one widening at most from one interval to the next.
      half = max(half - halfWidth, halfWidth)
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
