import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Resampled intervals")
struct ResampledIntervalsTests {
  private static let grid = SizeGrid(from_nm: 20, decades: 1, binsPerDecade: 96)

  /// Shares of the classes among diameters on the grid.
  private static func histogram(_ classes: [Int]) -> [Double] {
    var shares = [Double](repeating: 0, count: grid.count)
    for k in classes { shares[k] += 1 / Double(classes.count) }
    return shares
  }

  /// Diameters known without error, so that only the resampling is on trial.
  @Test("95 % intervals hold the truth about 95 times in 100")
  func coverage() throws {
    var generator = SeededGenerator(seed: 141)
    let sigma = 0.2
    let trials = 120
    var held = ["mean": 0, "d50": 0, "d90": 0]
    for _ in 0..<trials {
      let drawn = (0..<200).map { _ in
        let place = log(80 * exp(sigma * generator.normal()) / 20) / Self.grid.spacing
        return min(max(Int(place), 0), Self.grid.count - 1)
      }
      let resampled = (0..<100).map { _ in
        Self.histogram(drawn.map { _ in drawn[Int.random(in: 0..<200, using: &generator)] })
      }
      let estimate = SizeDistribution(grid: Self.grid, numberFraction: Self.histogram(drawn))
      let statistics = try #require(estimate.statistics)
      let intervals = ResampledIntervals(resampled, grid: Self.grid, around: statistics)
      let sizes = intervals.sizes
      if sizes.mean_nm.contains(80 * exp(sigma * sigma / 2)) { held["mean", default: 0] += 1 }
      if sizes.d50_nm.contains(80) { held["d50", default: 0] += 1 }
      if sizes.d90_nm.contains(80 * exp(1.2816 * sigma)) { held["d90", default: 0] += 1 }
      #expect(sizes.mean_nm.contains(statistics.mean_nm))
      #expect(sizes.mode_nm.contains(statistics.mode_nm))
      for j in 0..<Self.grid.count {
        #expect(intervals.densityLower95_per_nm[j] <= intervals.densityUpper95_per_nm[j])
      }
    }
    // A share of 95 % in 120 trials has a standard error of 2 %; 100 resamples cost another 1 %.
    for (name, count) in held {
      let share = Double(count) / Double(trials)
      #expect(share > 0.95 - 4 * 0.02 - 0.01, "\(name): \(share)")
    }
    // Not so wide either that they always hold.
    #expect(held.values.contains { $0 < trials })
  }

  @Test("Tracks and all: the mean's interval holds the true mean")
  func coverageOfTracks() throws {
    let trials = 10
    var held = 0
    for trial in 0..<trials {
      let tracks = DrawnTracks.sized(
        100, frames: 20, observations: 5, seed: 150 + UInt64(trial),
        diameter_nm: DrawnTracks.lognormal(median_nm: 110, sigma: 0.2))
      let estimate = DrawnTracks.estimate(tracks)
      let distribution = SizeDistribution(grid: DrawnTracks.grid, numberFraction: estimate.perFrame)
      let intervals = ResampledIntervals(
        DrawnTracks.resampled(tracks, estimate, count: 50, seed: 1), grid: DrawnTracks.grid,
        around: try #require(distribution.statistics))
      if intervals.sizes.mean_nm.contains(110 * exp(0.02)) { held += 1 }
    }
    // At 95 %, three or more misses in 10 have a probability of 1 %.
    #expect(held >= trials - 2, "\(held) of \(trials)")
  }

  @Test(
    "Percentiles of a sorted list",
    arguments: [(0.0, 1.0), (0.5, 3), (0.25, 2), (1, 5), (0.9, 4.6)])
  func percentile(level: Double, expected: Double) {
    #expect(abs(ResampledIntervals.percentile([1, 2, 3, 4, 5], level) - expected) < 1e-12)
    #expect(ResampledIntervals.percentile([7], level) == 7)
  }
}
