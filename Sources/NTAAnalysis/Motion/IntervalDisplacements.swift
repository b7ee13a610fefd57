/// Sums of the displacements in each frame interval, from which ``Drift`` is estimated.
struct IntervalDisplacements: Sendable {
  /// Sum of the displacements in each interval, px.
  var sum: [SIMD2<Double>]
  /// Number of displacements in each sum.
  var count: [Double]
  /// Squared deviations of displacements from the mean of their interval, px², and degrees of
  /// freedom.
  private var scatter = 0.0
  private var degrees = 0.0
  /// Squared deviations of displacements alone in their interval from the overall median, and
  /// degrees of freedom.
  private var loneScatter = 0.0
  private var loneDegrees = 0.0

  init(intervals: Int) {
    sum = Array(repeating: .zero, count: intervals)
    count = Array(repeating: 0, count: intervals)
  }

  func mean(_ k: Int) -> SIMD2<Double> { sum[k] / count[k] }

  /// Collects displacements between consecutive frames, excluding the few largest, which come from
  /// wrong links.
  mutating func collect(_ log: DisplacementLog) {
    var sample = SystematicSample<SIMD2<Double>>()
    log.forEach { _, displacements in for displacement in displacements { sample.add(displacement) }
    }
    let overall = Self.middle(of: sample.values)
    // A jolt moves all particles of an interval alike, so outliers are judged from the interval's
    // median.
    var middles = [SIMD2<Double>](repeating: overall, count: sum.count)
    var squares = SystematicSample<Double>()
    log.forEach { k, displacements in
      if displacements.count >= 3 { middles[k] = Self.middle(of: displacements) }
      for displacement in displacements { squares.add(squaredLength(displacement - middles[k])) }
    }
    let spread = median(of: squares.values)
    log.forEach { k, displacements in
      take(displacements, of: k, middle: middles[k], spread: spread, overall)
    }
  }

  /// Adds the displacements of one interval.
  private mutating func take(
    _ displacements: [SIMD2<Double>], of k: Int, middle: SIMD2<Double>, spread: Double,
    _ overall: SIMD2<Double>
  ) {
    // 12 medians of the squared length exclude less than 0.1 % of a single population. The cut is
    // isotropic, so it does not bias the mean of a mixture. It is wider for few displacements,
    // whose median is itself uncertain.
    let cut = 12 * spread * (1 + 6 / Double(max(displacements.count, 1))) + 1e-12
    let near = displacements.filter { squaredLength($0 - middle) <= cut }
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

  private static func middle(of displacements: [SIMD2<Double>]) -> SIMD2<Double> {
    SIMD2(median(of: displacements.map { $0.x }), median(of: displacements.map { $0.y }))
  }

  /// Variance of one displacement per axis about the common motion of its interval, px².
  ///
  /// If no interval has two displacements, common and individual motion cannot be separated; the
  /// scatter of single displacements is then used.
  var typicalVariance: Double {
    if degrees > 0 { return scatter / degrees }
    return loneDegrees > 0 ? loneScatter / loneDegrees : 0
  }

  /// Means over windows that are widened until they hold enough links or the whole recording.
  ///
  /// - Parameters:
  ///   - halfWidth: initial half-width of a window and increment of widening, intervals, >= 1.
  ///   - linksWanted: minimum number of links in a window, if there are as many.
  /// - Returns: for each interval the mean displacement in its window, px, and the number of links
  ///   in the window, >= 1.
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
      // A window widened by one interval on each side contains the neighbouring interval's window,
      // so the half-width needed falls by at most one increment from one interval to the next.
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

  /// Variance per axis, px², of the interval means beyond Brownian motion; 0 if not significant.
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

private func squaredLength(_ displacement: SIMD2<Double>) -> Double {
  (displacement * displacement).sum()
}
