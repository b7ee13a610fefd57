import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Diffusion estimate")
struct DiffusionEstimateTests {
  /// The grid that sizes are estimated on, as diffusion coefficients of water at 25 °C.
  private static let ladder = SizeGrid.standard.centres_nm.map { 490.7 / $0 }

  private static func estimates(
    _ walk: BrownianWalk, count: Int, frames: Int, model: MotionModel, seed: UInt64
  ) -> [DiffusionEstimate] {
    var generator = SeededGenerator(seed: seed)
    var likelihood = MotionLikelihood(diffusion_um2_per_s: ladder, model: model)
    return (0..<count).map { _ in
      let track = walk.trajectory(frames: frames, generator: &generator)
      return DiffusionEstimate(
        curve: likelihood.evaluate(track), diffusion_um2_per_s: ladder)
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var diffusion: Double
    var exposure_s: Double
    var noise_um: Double
    var testDescription: String { "D \(diffusion), shutter \(exposure_s) s, noise \(noise_um) µm" }
  }

  /// 110 nm beads filmed sharply and with a 10 ms shutter, and 500 nm ones in much noise.
  @Test(
    "Unbiased, as sharp as theory allows, and honest about it",
    arguments: [
      Case(diffusion: 4.461, exposure_s: 0, noise_um: 0),
      Case(diffusion: 4.461, exposure_s: 0.01, noise_um: 0.07),
      Case(diffusion: 0.981, exposure_s: 0.03, noise_um: 0.15),
    ])
  func statistics(_ c: Case) {
    let walk = BrownianWalk(
      diffusion_um2_per_s: c.diffusion, exposure_s: c.exposure_s, noise_um: c.noise_um)
    let model = MotionModel(exposure_s: c.exposure_s, localizationScale: 1)
    let frames = 30
    let count = 500.0
    let estimates = Self.estimates(
      walk, count: Int(count), frames: frames, model: model, seed: 85)
    let values = Sample(estimates.map { $0.value_um2_per_s / c.diffusion })
    #expect(abs(values.mean - 1) < 4 * values.error, "\(values.mean)")

    // Vestergaard, Blainey, Flyvbjerg, PRE 89:022726 (2014): the covariance estimator with known
    // noise, over both axes. No unbiased estimator beats the Fisher information; maximum likelihood
    // is no worse than the covariance. A sample variance is good to sqrt(2 / n), a little more for
    // the skewness of D.
    let steps = Double(frames - 1)
    let r = c.exposure_s * 30 / 6
    let e = c.noise_um * c.noise_um / (c.diffusion / 30) - 2 * r
    let covariance = (2 + 4 * e + 3 * e * e) / (steps * (1 - 2 * r) * (1 - 2 * r)) / 2
    let times = (0..<frames).map { Double($0) / 30 }
    let information = DenseNormal.information(
      times_s: times, variance_um2: times.map { _ in c.noise_um * c.noise_um },
      diffusion_um2_per_s: c.diffusion, model: model)
    let slack = 4 * (2.5 / count).squareRoot()
    let variance = values.deviation * values.deviation
    #expect(variance > (1 - slack) / information)
    #expect(variance < (1 + slack) * covariance)

    // The reported error is that of ln D; its square is the inverse of the information on average.
    let reported = Sample(
      estimates.map { $0.standardError_um2_per_s / $0.value_um2_per_s })
    #expect(abs(reported.mean * information.squareRoot() - 1) < 0.06, "\(reported.mean)")
    let covered = estimates.count { $0.interval95_um2_per_s.contains(c.diffusion) }
    // 95 % of 500, to 4 standard errors of that share and 1 % for the likelihood's own asymptotics.
    #expect(abs(Double(covered) / count - 0.95) < 4 * 0.0097 + 0.01, "\(covered)")
    #expect(estimates.allSatisfy { $0.interval95_um2_per_s.contains($0.value_um2_per_s) })
  }

  @Test("The size does not depend on the shutter, but would if blur were forgotten")
  func exposureLaw() {
    let truth = 4.461
    for exposure in [0.004, 0.012, 1.0 / 30] {
      let walk = BrownianWalk(diffusion_um2_per_s: truth, exposure_s: exposure)
      func mean(_ model: MotionModel) -> Sample {
        Sample(
          Self.estimates(walk, count: 250, frames: 25, model: model, seed: 86)
            .map { $0.value_um2_per_s / truth })
      }
      let right = mean(MotionModel(exposure_s: exposure, localizationScale: 1))
      #expect(abs(right.mean - 1) < 4 * right.error, "\(exposure): \(right.mean)")
      // Variance 2 D dt - (2/3) D tE, read as 2 D dt.
      let wrong = mean(MotionModel(exposure_s: 0, localizationScale: 1))
      #expect(abs(wrong.mean - (1 - exposure * 10)) < 4 * wrong.error, "\(exposure): \(wrong.mean)")
    }
  }

  @Test("A parabola in ln D gives back its top, width and interval", arguments: [3.0, 4.21, 7.77])
  func parabola(top: Double) {
    let sigma = 0.2
    let curve = Self.ladder.map { d in
      let z = log(d / top) / sigma
      return -0.5 * z * z - 17
    }
    let e = DiffusionEstimate(curve: curve, diffusion_um2_per_s: Self.ladder)
    #expect(abs(e.value_um2_per_s / top - 1) < 1e-9)
    #expect(abs(e.standardError_um2_per_s / (top * sigma) - 1) < 1e-6)
    // Linear interpolation between nodes 1.8 % apart errs by less than an eighth of that, squared,
    // over the width.
    #expect(abs(e.interval95_um2_per_s.lowerBound / (top * exp(-1.96 * sigma)) - 1) < 3e-4)
    #expect(abs(e.interval95_um2_per_s.upperBound / (top * exp(1.96 * sigma)) - 1) < 3e-4)
  }

  @Test("A curve that rises to the end of the grid stays on it")
  func edge() {
    for rising in [true, false] {
      let curve = Self.ladder.indices.map { Double(rising ? $0 : -$0) * 0.5 }
      let e = DiffusionEstimate(curve: curve, diffusion_um2_per_s: Self.ladder)
      let end = rising ? Self.ladder[Self.ladder.count - 1] : Self.ladder[0]
      #expect(abs(log(e.value_um2_per_s / end)) < 0.04)
      #expect(e.standardError_um2_per_s.isFinite && e.standardError_um2_per_s > 0)
      #expect(e.interval95_um2_per_s.contains(e.value_um2_per_s))
    }
  }
}
