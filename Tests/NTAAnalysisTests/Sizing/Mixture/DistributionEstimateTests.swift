import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// What is recovered of known populations from short tracks, the tracks being drawn from the exact
/// law of the steps: what is left is the estimator's own error.
@Suite("Distribution estimate")
struct DistributionEstimateTests {
  private static func distribution(_ estimate: DistributionEstimate) -> SizeDistribution {
    SizeDistribution(grid: estimate.grid, numberFraction: estimate.perFrame)
  }

  @Test("Beads of 110 nm, CV 5 %: place and width are those of the beads, not of the tracks")
  func beads() throws {
    let tracks = DrawnTracks.sized(
      1000, seed: 131, diameter_nm: DrawnTracks.beads(110, cv: 0.05))
    let estimate = DrawnTracks.estimate(tracks)
    let s = try #require(Self.distribution(estimate).statistics)
    // A track's error is 0.19 in ln d: over 1000 of them 0.6 %. Raw, the CV is 20 %.
    #expect(abs(s.mean_nm / 110 - 1) < 4 * 0.006)
    #expect(abs(s.mode_nm / 110 - 1) < 4 * 0.006)
    #expect(s.cv < 0.1, "\(s.cv)")
    #expect(estimate.bandwidth <= 0.09)
    let raw = PerTrackStatistics.of(SizedTracks(tracks), grid: DrawnTracks.grid)
    #expect(raw.sd_nm / raw.mean_nm > 0.15)
  }

  @Test("Two sizes at a ratio of 2, and of 1.5, come apart", arguments: [2.0, 1.5])
  func twoPeaks(ratio: Double) throws {
    let tracks = DrawnTracks.sized(1500, seed: 132) { generator in
      (generator.uniform() < 0.5 ? 100 : 100 * ratio) * (1 + 0.03 * generator.normal())
    }
    let estimate = DrawnTracks.estimate(tracks)
    let peaks = Self.distribution(estimate).peaks(concentration_per_mL: nil)
      .sorted { $0.diameter_nm < $1.diameter_nm }
    try #require(peaks.count == 2, "\(peaks)")
    #expect(abs(peaks[0].diameter_nm / 100 - 1) < 0.06, "\(peaks)")
    #expect(abs(peaks[1].diameter_nm / (100 * ratio) - 1) < 0.06, "\(peaks)")
    for peak in peaks { #expect(abs(peak.numberFraction - 0.5) < (ratio < 2 ? 0.12 : 0.06)) }
  }

  @Test("A lognormal population keeps its width")
  func lognormal() throws {
    let sigma = 0.25
    let tracks = DrawnTracks.sized(
      1000, seed: 133, diameter_nm: DrawnTracks.lognormal(median_nm: 110, sigma: sigma))
    let estimate = DrawnTracks.estimate(tracks)
    let s = try #require(Self.distribution(estimate).statistics)
    // Spread and error together are 0.32 in ln d: 1 % over 1000 tracks.
    #expect(abs(s.d50_nm / 110 - 1) < 0.04)
    #expect(abs(s.mean_nm / (110 * exp(sigma * sigma / 2)) - 1) < 0.04)
    #expect(abs(s.mode_nm / (110 * exp(-sigma * sigma)) - 1) < 0.1)
    #expect(abs(log(s.d90_nm / s.d10_nm) / (2 * 1.2816 * sigma) - 1) < 0.15)
    #expect(estimate.bandwidth >= 0.09)
    #expect(Self.distribution(estimate).peaks(concentration_per_mL: nil).count == 1)
  }

  @Test("Bandwidths: narrow for beads, wide for a lognormal, whatever the draw")
  func bandwidths() {
    for seed in [134, 135] as [UInt64] {
      let beads = DrawnTracks.sized(
        400, seed: seed, diameter_nm: DrawnTracks.beads(110, cv: 0.02))
      let broad = DrawnTracks.sized(
        400, seed: seed, diameter_nm: DrawnTracks.lognormal(median_nm: 110, sigma: 0.3))
      let narrow = DrawnTracks.estimate(beads).bandwidth
      let wide = DrawnTracks.estimate(broad).bandwidth
      #expect(narrow <= 0.13, "seed \(seed)")
      #expect(wide >= 0.13, "seed \(seed)")
      #expect(wide > narrow, "seed \(seed)")
    }
  }

  @Test("Tracks weigh by their frames: cutting tracks in two changes no share")
  func trackWeights() throws {
    var tracks = DrawnTracks.sized(
      300, frames: 40, seed: 137, diameter_nm: { _ in 80 })
    tracks += DrawnTracks.sized(
      600, frames: 20, seed: 138, diameter_nm: { _ in 240 })
    let distribution = Self.distribution(
      DrawnTracks.estimate(tracks))
    #expect(abs(distribution.share(in: 5...140) - 0.5) < 0.03)
  }

  @Test("Resamples repeat with their seed and scatter about the estimate")
  func resamples() throws {
    let tracks = DrawnTracks.sized(
      300, observations: 6, seed: 139, diameter_nm: DrawnTracks.beads(110, cv: 0.05))
    let estimate = DrawnTracks.estimate(tracks)
    let first = DrawnTracks.resampled(tracks, estimate, count: 40, seed: 5)
    #expect(first == DrawnTracks.resampled(tracks, estimate, count: 40, seed: 5))
    #expect(first != DrawnTracks.resampled(tracks, estimate, count: 40, seed: 6))
    func mean(_ shares: [Double]) -> Double {
      zip(shares, DrawnTracks.grid.centres_nm).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let means = Sample(first.map(mean))
    // 0.19 in ln d over 300 tracks is 1.1 %, somewhat more for the draw of whole positions.
    #expect(abs(means.mean / mean(estimate.perFrame) - 1) < 4 * 0.016 / 40.0.squareRoot() + 0.005)
    #expect((0.007...0.022).contains(means.deviation / 110), "\(means.deviation)")
    for shares in first { #expect(abs(shares.reduce(0, +) - 1) < 1e-9) }
  }

  @Test("What is seen over twice the depth is half as much in the sample")
  func chance() {
    let tracks = DrawnTracks.sized(300, seed: 140) { $0.uniform() < 0.5 ? 80 : 240 }
    let grid = DrawnTracks.grid
    let estimate = DistributionEstimate(
      DrawnTracks.curves(tracks), weights: tracks.map { Double($0.frames) },
      chance: grid.centres_nm.map { $0 < 140 ? 1 : 2 }, grid: grid)
    let seen = Self.distribution(estimate).share(in: 5...140)
    let number = SizeDistribution(grid: grid, numberFraction: estimate.number).share(in: 5...140)
    #expect(abs(estimate.number.reduce(0, +) - 1) < 1e-9)
    // Of 300 tracks half are small, to 4 standard errors; p seen are p / (p + (1 - p) / 2) in all.
    #expect(abs(seen - 0.5) < 4 * 0.029 + 0.01)
    #expect(abs(number - seen / (seen + (1 - seen) / 2)) < 1e-6)
  }
}
