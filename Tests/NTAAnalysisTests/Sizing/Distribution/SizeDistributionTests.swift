import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Size distribution")
struct SizeDistributionTests {
  private static let grid = SizeGrid.standard

  /// Shares of the classes under a mixture of normal laws of ln d, from their distribution function.
  static func shares(_ laws: [(weight: Double, median_nm: Double, sigma: Double)]) -> [Double] {
    func below(_ d: Double) -> Double {
      laws.reduce(0) {
        $0 + $1.weight * 0.5 * erfc(-log(d / $1.median_nm) / $1.sigma / 2.0.squareRoot())
      }
    }
    return (0..<grid.count).map { below(grid.edges_nm[$0 + 1]) - below(grid.edges_nm[$0]) }
  }

  /// A class stands for its centre, which adds `spacing² / 24` to a mean of lognormal width or more.
  private static func expectClose(
    _ found: Double, _ expected: Double, within: Double = 3e-4, _ name: Comment
  ) {
    #expect(abs(found / expected - 1) < within, name)
  }

  @Test("A lognormal law has the statistics of the textbook", arguments: [0.1, 0.25, 0.5])
  func lognormal(sigma: Double) throws {
    let median = 103.0
    let distribution = SizeDistribution(
      grid: Self.grid, numberFraction: Self.shares([(1, median, sigma)]))
    let s2 = sigma * sigma
    let z10 = 1.2815515655446004
    let s = try #require(distribution.statistics)
    Self.expectClose(s.mode_nm, median * exp(-s2), "mode")
    Self.expectClose(s.mean_nm, median * exp(s2 / 2), "mean")
    // The class width adds spacing² / 12 to the variance of ln d: 0.13 % of its root at 0.1.
    let sd = median * exp(s2 / 2) * (exp(s2) - 1).squareRoot()
    Self.expectClose(
      s.sd_nm, sd, within: 3e-4 + Self.grid.spacing * Self.grid.spacing / 24 / s2, "sd")
    // A straight line through a class misses the curved distribution function by h² z / (8 s).
    let bend = Self.grid.spacing * Self.grid.spacing * z10 / (8 * sigma) + 1e-4
    Self.expectClose(s.d10_nm, median * exp(-z10 * sigma), within: bend, "d10")
    Self.expectClose(s.d50_nm, median, "d50")
    Self.expectClose(s.d90_nm, median * exp(z10 * sigma), within: bend, "d90")
    #expect(abs(s.cv - s.sd_nm / s.mean_nm) < 1e-12)
    #expect(abs(s.span - (s.d90_nm - s.d10_nm) / s.d50_nm) < 1e-12)

    // Weighted by d³ it is the lognormal with its median at median x exp(3 s²).
    let v = try #require(distribution.volumeWeightedStatistics)
    let wide = 3e-3
    Self.expectClose(v.d50_nm, median * exp(3 * s2), within: wide, "volume d50")
    Self.expectClose(v.mean_nm, median * exp(3.5 * s2), within: wide, "volume mean")
    Self.expectClose(v.mode_nm, median * exp(2 * s2), within: wide, "volume mode")
    #expect(abs(distribution.volumeFraction.reduce(0, +) - 1) < 1e-12)
  }

  @Test("Quantiles rise with their level and are consistent with shares")
  func quantiles() {
    let distribution = SizeDistribution(
      grid: Self.grid, numberFraction: Self.shares([(0.6, 80, 0.1), (0.4, 200, 0.2)]))
    var last = 0.0
    for level in stride(from: 0.02, through: 0.98, by: 0.04) {
      let d = distribution.quantile_nm(level)
      #expect(d > last)
      #expect(abs(distribution.share(in: 1...d) - level) < 1e-9)
      last = d
    }
    #expect(abs(distribution.share(in: 1...1e6) - 1) < 1e-9)
    #expect(distribution.share(in: 1...2) == 0)
  }

  @Test("All in one class: everything lies in it")
  func oneClass() throws {
    var shares = [Double](repeating: 0, count: Self.grid.count)
    shares[170] = 1
    let distribution = SizeDistribution(grid: Self.grid, numberFraction: shares)
    let s = try #require(distribution.statistics)
    let range = Self.grid.edges_nm[170]...Self.grid.edges_nm[171]
    for d in [s.mode_nm, s.mean_nm, s.d10_nm, s.d50_nm, s.d90_nm] { #expect(range.contains(d)) }
    #expect(s.sd_nm < 1e-4 * s.mean_nm)
    #expect(distribution.peaks(concentration_per_mL: nil).count == 1)
  }

  @Test("An empty distribution has no statistics and no peaks")
  func empty() {
    let distribution = SizeDistribution(
      grid: Self.grid, numberFraction: [Double](repeating: 0, count: Self.grid.count))
    #expect(distribution.statistics == nil)
    #expect(distribution.volumeWeightedStatistics == nil)
    #expect(distribution.peaks(concentration_per_mL: 1e8).isEmpty)
  }

  @Test("Two populations: places, widths, shares and concentrations of their peaks")
  func peaks() throws {
    let laws = [
      (weight: 0.35, median_nm: 90.0, sigma: 0.08), (weight: 0.65, median_nm: 180.0, sigma: 0.1),
    ]
    let distribution = SizeDistribution(grid: Self.grid, numberFraction: Self.shares(laws))
    let peaks = distribution.peaks(concentration_per_mL: 2e8)
    try #require(peaks.count == 2)
    for (peak, law) in zip(peaks, laws.reversed()) {
      // Per nm, a normal law of ln d has its top at exp(-s²) of the median and falls to half where
      // ln d is sqrt(2 ln 2) s away from there.
      let top = law.median_nm * exp(-law.sigma * law.sigma)
      let half = (2 * log(2.0)).squareRoot() * law.sigma
      #expect(abs(peak.diameter_nm / top - 1) < 0.002)
      #expect(abs(peak.fwhm_nm / (top * 2 * sinh(half)) - 1) < 0.005)
      // They lie 7 sigma apart: the valley between cuts off some 1e-4.
      #expect(abs(peak.numberFraction - law.weight) < 0.002)
      let concentration = try #require(peak.concentration_per_mL)
      #expect(abs(concentration / (2e8 * peak.numberFraction) - 1) < 1e-12)
    }
  }

  @Test("Neither a shoulder, nor a ripple, nor a trace is a peak")
  func noPeaks() {
    func count(_ shares: [Double]) -> Int {
      SizeDistribution(grid: Self.grid, numberFraction: shares).peaks(concentration_per_mL: nil)
        .count
    }
    #expect(count(Self.shares([(0.5, 100, 0.15), (0.5, 118, 0.15)])) == 1)
    let smooth = Self.shares([(1, 100, 0.2)])
    let rippled = smooth.enumerated().map { $1 * (1 + 0.05 * cos(Double($0))) }
    #expect(count(rippled) == 1)
    #expect(count(Self.shares([(0.995, 100, 0.05), (0.005, 300, 0.05)])) == 1)
    #expect(count(Self.shares([(0.97, 100, 0.05), (0.03, 300, 0.05)])) == 2)
  }
}
