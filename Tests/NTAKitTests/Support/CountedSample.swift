import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Particles drawn from populations, and what a smoothing estimate with its resamples makes of them.
struct CountedSample {
  static let grid = SizeGrid(from_nm: 30, decades: 1, binsPerDecade: 64)
  /// Smoothing of the estimate, in ln d.
  static let bandwidth = 0.08
  private static let resamples = 60

  /// A lognormal population: how many particles are expected, and of which sizes.
  struct Population {
    var particles: Double
    var median_nm: Double
    var spread: Double
  }

  let bins: MeasuredBins

  init(_ populations: [Population], generator: inout SeededGenerator) {
    let counts = Self.expected(populations).map { Double(generator.poisson($0)) }
    let total = counts.reduce(0, +)
    bins = MeasuredBins(
      total: BlankSubtraction.Estimate(value: total, sd: total.squareRoot()),
      distribution: SizeDistribution(
        grid: Self.grid, numberFraction: Self.smoothed(counts).map { $0 / total }),
      resamples: (0..<Self.resamples).map { _ in
        let drawn = counts.map { Double(generator.poisson($0)) }
        let sum = drawn.reduce(0, +)
        return Self.smoothed(drawn).map { $0 / sum }
      })
  }

  /// Where the peak of populations is, as wide as the estimate makes them.
  static func peak_nm(_ populations: [Population]) -> Double {
    let shares = smoothed(expected(populations))
    let total = shares.reduce(0, +)
    return SizeDistribution(grid: grid, numberFraction: shares.map { $0 / total }).statistics?
      .mode_nm ?? 0
  }

  /// Particles expected in each bin.
  private static func expected(_ populations: [Population]) -> [Double] {
    grid.centres_nm.indices.map { j in
      populations.reduce(0) { sum, population in
        func below(_ edge_nm: Double) -> Double {
          let distance = log(edge_nm / population.median_nm) / population.spread
          return 0.5 * erfc(-distance / 2.0.squareRoot())
        }
        return sum + population.particles
          * (below(grid.edges_nm[j + 1]) - below(grid.edges_nm[j]))
      }
    }
  }

  private static func smoothed(_ counts: [Double]) -> [Double] {
    GaussianKernel(sigma: bandwidth / grid.spacing).smoothed(counts)
  }
}
