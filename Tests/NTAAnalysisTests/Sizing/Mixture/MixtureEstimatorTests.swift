import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Mixture estimator")
struct MixtureEstimatorTests {
  private static let grid = DrawnTracks.grid

  @Test("Shares sum to one and are as wide as the kernel", arguments: [0.02, 0.09, 0.25])
  func kernel(bandwidth: Double) throws {
    let tracks = DrawnTracks.sized(
      40, seed: 122, diameter_nm: DrawnTracks.beads(110, cv: 0.02))
    let estimator = DrawnTracks.estimator(DrawnTracks.curves(tracks))
    let width = estimator.componentCurves(bandwidth: bandwidth).componentCount
    var componentWeights = [Double](repeating: 0, count: width)
    componentWeights[width / 2] = 1
    let shares = estimator.shares(componentWeights: componentWeights, bandwidth: bandwidth)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    let logs = Self.grid.centres_nm.map { log($0) }
    let mean = zip(shares, logs).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(shares, logs).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    #expect(abs(variance.squareRoot() / bandwidth - 1) < 0.02)
  }

  /// Grouping is an approximation for speed: the estimate from single curves must be the same.
  @Test("Grouped tracks give the distribution of single ones")
  func grouping() throws {
    let tracks = DrawnTracks.sized(400, seed: 123) { generator in
      generator.uniform() < 0.6 ? 90 : 170 * (1 + 0.05 * generator.normal())
    }
    // Estimates that differ without end put each track into a group of its own.
    let apart = tracks.indices.map { index in
      var estimate = tracks[0].diffusion
      estimate.value_um2_per_s = exp(0.01 * Double(index))
      estimate.standardError_um2_per_s = 1e-4 * estimate.value_um2_per_s
      return estimate
    }
    let single = TrackLikelihoods(
      curves: tracks.map(\.curve), estimates: apart, lengths: tracks.map(\.frames),
      grid: Self.grid)
    #expect(single.groupCount == tracks.count)
    let grouped = DrawnTracks.curves(tracks)
    #expect(grouped.groupCount < tracks.count / 3)
    let bandwidth = 0.045
    func shares(_ curves: TrackLikelihoods) -> [Double] {
      let estimator = DrawnTracks.estimator(curves)
      let newton = ConstrainedNewton(curves: estimator.componentCurves(bandwidth: bandwidth))
      let componentWeights = newton.componentWeights(
        weights: curves.groupWeights([Double](repeating: 1, count: tracks.count)))
      return estimator.shares(componentWeights: componentWeights, bandwidth: bandwidth)
    }
    let (a, b) = (shares(single), shares(grouped))
    // Wasserstein distance in ln d, beside a track's own error of 0.19.
    var (gap, distance) = (0.0, 0.0)
    for j in a.indices {
      gap += a[j] - b[j]
      distance += abs(gap) * Self.grid.spacing
    }
    #expect(distance < 0.005, "\(distance)")
    let one = try #require(SizeDistribution(grid: Self.grid, numberFraction: a).statistics)
    let two = try #require(SizeDistribution(grid: Self.grid, numberFraction: b).statistics)
    #expect(abs(one.mean_nm / two.mean_nm - 1) < 0.003)
    #expect(abs(one.sd_nm / two.sd_nm - 1) < 0.02)
  }
}
