import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Ensemble displacement")
struct EnsembleMSDTests {
  private static func ensemble(
    _ walk: BrownianWalk, tracks: Int, frames: Int, _ generator: inout SeededGenerator
  ) -> EnsembleMSD {
    EnsembleMSD(
      of: (0..<tracks).map { walk.trajectory(frames: frames, particle: $0, generator: &generator) },
      interval_s: walk.interval_s)
  }

  @Test("The mean squared displacement is 4 D (t - tE / 3) + 4 s²")
  func line() {
    var generator = SeededGenerator(seed: 91)
    let walk = BrownianWalk(diffusion_um2_per_s: 4.461, exposure_s: 0.02, noise_um: 0.1)
    let msd = Self.ensemble(walk, tracks: 400, frames: 30, &generator).msd_um2
    #expect(msd.count == 12)
    for (k, value) in msd.enumerated() {
      let lag = Double(k + 1)
      let expected = 4 * 4.461 * (lag / 30 - 0.02 / 3) + 4 * 0.01
      // Overlapping steps: about 2 lag / 3 of them say the same thing, for lags above 1.
      let independent = 400 * 2 * (30 - lag) / max(1, 2 * lag / 3)
      #expect(abs(value / expected - 1) < 4 * (2 / independent).squareRoot(), "lag \(lag)")
    }
  }

  @Test("A short track gives as many lags as it has")
  func shortTracks() {
    var generator = SeededGenerator(seed: 92)
    let walk = BrownianWalk(diffusion_um2_per_s: 4.461)
    let short = Self.ensemble(walk, tracks: 5, frames: 4, &generator)
    #expect(short.msd_um2.count == 3)
    #expect(!short.hasLongTracks)
    #expect(Self.ensemble(walk, tracks: 0, frames: 4, &generator).msd_um2.isEmpty)
  }

  /// Many ensembles: the scatter of each quantity between them is its true error.
  @Test("The jackknife's errors are the true ones, and the values are unbiased")
  func jackknife() {
    var generator = SeededGenerator(seed: 93)
    let walk = BrownianWalk(diffusion_um2_per_s: 4.461, exposure_s: 0.01, noise_um: 0.2)
    let ensembles = (0..<100).map { _ in
      Self.ensemble(walk, tracks: 60, frames: 25, &generator)
    }
    func check(
      _ truth: Double, _ name: Comment, _ quantity: (EnsembleMSD) -> (Double, Double)
    ) {
      let found = ensembles.map(quantity)
      let values = Sample(found.map(\.0))
      let errors = Sample(found.map(\.1))
      #expect(abs(values.mean - truth) < 4 * values.error, name)
      // A deviation of 100 values is good to 7 %; the mean error of 100 jackknives to less.
      #expect(abs(errors.mean / values.deviation - 1) < 4 * 0.08, name)
    }
    check(4.461, "covariance") { ($0.covarianceDiffusion.value, $0.covarianceDiffusion.error) }
    for lag in [1, 3, 6] {
      check(4.461, "slope") { ($0.slope(from: lag).value, $0.slope(from: lag).error) }
    }
    check(1, "scale") {
      let scale = $0.measuredLocalizationScale(exposure_s: 0.01)
      return (scale?.value ?? .nan, scale?.error ?? .nan)
    }
    // The logarithm of a ratio is biased by half the variance of what it is taken of.
    let ratios = ensembles.map { $0.logSlopeRatio(1, 6) }
    let values = Sample(ratios.map(\.value))
    #expect(
      abs(values.mean) < 4 * values.error + 0.6 * values.deviation * values.deviation)
    #expect(abs(Sample(ratios.map(\.error)).mean / values.deviation - 1) < 4 * 0.08)
  }

  @Test("The offset is noise less blur")
  func offset() {
    var generator = SeededGenerator(seed: 94)
    for (exposure, noise) in [(0.0, 0.3), (0.03, 0.0)] {
      let walk = BrownianWalk(diffusion_um2_per_s: 2, exposure_s: exposure, noise_um: noise)
      let found = Sample(
        (0..<20).map { _ in
          Self.ensemble(walk, tracks: 60, frames: 25, &generator).offset(from: 1)
        })
      let truth = 2 * noise * noise - 2.0 / 3 * 2 * exposure
      #expect(abs(found.mean - truth) < 4 * found.error)
    }
  }
}
