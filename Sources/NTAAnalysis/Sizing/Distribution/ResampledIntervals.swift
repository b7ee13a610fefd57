import Foundation

/// 95 % intervals of the statistics and of the density, from resampled distributions.
struct ResampledIntervals: Sendable {
  var sizes: SizeIntervals
  var densityLower95_per_nm: [Double]
  var densityUpper95_per_nm: [Double]

  /// Intervals of the statistics around the estimate, and percentiles of all else.
  ///
  /// - Parameters:
  ///   - resampled: shares on the grid, one array a resample; at least 1.
  ///   - grid: the classes.
  ///   - estimate: statistics of the distribution itself.
  init(_ resampled: [[Double]], grid: SizeGrid, around estimate: SizeStatistics) {
    let statistics = resampled.compactMap {
      SizeDistribution(grid: grid, shares: $0).statistics
    }
    func interval(_ value: (SizeStatistics) -> Double) -> ClosedRange<Double> {
      Self.standard(around: value(estimate), statistics.map(value))
    }
    sizes = SizeIntervals(
      mode_nm: interval(\.mode_nm), mean_nm: interval(\.mean_nm), d10_nm: interval(\.d10_nm),
      d50_nm: interval(\.d50_nm), d90_nm: interval(\.d90_nm),
      mainMedian_nm: Self.mainMedian(resampled, grid: grid, around: estimate.mode_nm),
      share30To150: Self.share(in: PeakVerdict.exosomes_nm, resampled, grid: grid))
    var lower: [Double] = []
    var upper: [Double] = []
    for j in 0..<grid.count {
      let width = grid.borders_nm[j + 1] - grid.borders_nm[j]
      let sorted = resampled.map { $0[j] / width }.sorted()
      lower.append(Self.percentile(sorted, 0.025))
      upper.append(Self.percentile(sorted, 0.975))
    }
    densityLower95_per_nm = lower
    densityUpper95_per_nm = upper
  }

  /// The standard 95 % interval of a positive quantity over its logarithm (Efron and Tibshirani 1993,
  /// section 13.3).
  ///
  /// Resampled distributions are rougher than the estimate, so that percentiles lie off to one side of it.
  static func standard(around value: Double, _ resampled: [Double]) -> ClosedRange<Double> {
    let factor = exp(1.96 * RelativeError.logarithmic(of: resampled))
    return value / factor...value * factor
  }

  /// The interval of the median of the particles around the mode; nil without resamples.
  private static func mainMedian(
    _ resampled: [[Double]], grid: SizeGrid, around mode_nm: Double
  ) -> ClosedRange<Double>? {
    let sorted = resampled.compactMap {
      BeadPopulation.median_nm(SizeDistribution(grid: grid, shares: $0), around: mode_nm)
    }.sorted()
    guard !sorted.isEmpty else { return nil }
    return percentile(sorted, 0.025)...percentile(sorted, 0.975)
  }

  /// The interval of the share of the particles in a range; nil without resamples.
  private static func share(
    in range: ClosedRange<Double>, _ resampled: [[Double]], grid: SizeGrid
  ) -> ClosedRange<Double>? {
    let sorted = resampled.map { SizeDistribution(grid: grid, shares: $0).share(in: range) }
      .sorted()
    guard !sorted.isEmpty else { return nil }
    return percentile(sorted, 0.025)...percentile(sorted, 0.975)
  }

  /// The value below which the share `level` of a sorted, non-empty list lies.
  static func percentile(_ sorted: [Double], _ level: Double) -> Double {
    let place = level * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}
