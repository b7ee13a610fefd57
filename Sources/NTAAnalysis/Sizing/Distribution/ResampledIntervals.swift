import Foundation

/// 95 % confidence intervals of the statistics and of the density, from bootstrap resamples.
package struct ResampledIntervals: Sendable {
  package var sizes: SizeIntervals
  package var densityLower95_per_nm: [Double]
  package var densityUpper95_per_nm: [Double]

  /// Computes standard intervals around the estimated statistics, and percentile intervals for the
  /// median around the mode, the 30-150 nm fraction and the density.
  ///
  /// - Parameters:
  ///   - resampled: number fractions on the grid, one array per resample; at least one.
  ///   - grid: the size bins.
  ///   - estimate: statistics of the estimated distribution.
  package init(_ resampled: [[Double]], grid: SizeGrid, around estimate: SizeStatistics) {
    let statistics = resampled.compactMap {
      SizeDistribution(grid: grid, numberFraction: $0).statistics
    }
    func interval(_ value: (SizeStatistics) -> Double) -> ClosedRange<Double> {
      Self.standard(around: value(estimate), statistics.map(value))
    }
    sizes = SizeIntervals(
      mode_nm: interval(\.mode_nm), mean_nm: interval(\.mean_nm), d10_nm: interval(\.d10_nm),
      d50_nm: interval(\.d50_nm), d90_nm: interval(\.d90_nm),
      mainMedian_nm: Self.mainMedian(resampled, grid: grid, around: estimate.mode_nm),
      share30To150: Self.share(in: SizeIntervals.exosomes_nm, resampled, grid: grid))
    var lower: [Double] = []
    var upper: [Double] = []
    for j in 0..<grid.count {
      let width = grid.edges_nm[j + 1] - grid.edges_nm[j]
      let sorted = resampled.map { $0[j] / width }.sorted()
      lower.append(Self.percentile(sorted, 0.025))
      upper.append(Self.percentile(sorted, 0.975))
    }
    densityLower95_per_nm = lower
    densityUpper95_per_nm = upper
  }

  /// The standard 95 % interval of a positive quantity, taken over its logarithm (Efron and
  /// Tibshirani 1993, section 13.3).
  ///
  /// Resampled distributions are rougher than the estimate, so percentile intervals would be
  /// shifted to one side of it.
  static func standard(around value: Double, _ resampled: [Double]) -> ClosedRange<Double> {
    let factor = exp(1.96 * RelativeError.logarithmic(of: resampled))
    return value / factor...value * factor
  }

  /// Percentile interval of the median of the particles around the mode; nil without resamples.
  private static func mainMedian(
    _ resampled: [[Double]], grid: SizeGrid, around mode_nm: Double
  ) -> ClosedRange<Double>? {
    let sorted = resampled.compactMap {
      BeadPopulation.median_nm(SizeDistribution(grid: grid, numberFraction: $0), around: mode_nm)
    }.sorted()
    guard !sorted.isEmpty else { return nil }
    return percentile(sorted, 0.025)...percentile(sorted, 0.975)
  }

  /// Percentile interval of the fraction of particles in a range; nil without resamples.
  private static func share(
    in range: ClosedRange<Double>, _ resampled: [[Double]], grid: SizeGrid
  ) -> ClosedRange<Double>? {
    let sorted = resampled.map { SizeDistribution(grid: grid, numberFraction: $0).share(in: range) }
      .sorted()
    guard !sorted.isEmpty else { return nil }
    return percentile(sorted, 0.025)...percentile(sorted, 0.975)
  }

  /// Quantile `level`, in [0, 1], of a sorted, non-empty list, by linear interpolation.
  package static func percentile(_ sorted: [Double], _ level: Double) -> Double {
    let place = level * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}
