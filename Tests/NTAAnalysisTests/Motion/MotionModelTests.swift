import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Measured motion model")
struct MotionModelTests {
  private static let truth = 4.461

  private static func tracks(
    _ walk: BrownianWalk, count: Int, frames: Int, _ generator: inout SeededGenerator
  ) -> [Trajectory] {
    (0..<count).map { walk.trajectory(frames: frames, particle: $0, generator: &generator) }
  }

  @Test("A false claim of the fits' accuracy is found out", arguments: [0.4, 0.7, 1, 2])
  func localizationScale(claim: Double) throws {
    var generator = SeededGenerator(seed: 101)
    let walk = BrownianWalk(
      diffusion_um2_per_s: Self.truth, exposure_s: 0.01, noise_um: 0.3, claim: claim)
    let ensemble = EnsembleMSD(
      of: Self.tracks(walk, count: 400, frames: 25, &generator), interval_s: 1.0 / 30)
    let (model, findings) = MotionModel.measured(from: ensemble, exposure_s: 0.01)
    let error = try #require(ensemble.measuredLocalizationScale(exposure_s: 0.01)).error
    #expect(error < 0.06 / claim)
    // The fits' own word, good to 0.15, pulls by its weight.
    let pull = abs(1 / claim - 1) * error * error / (error * error + 0.15 * 0.15)
    #expect(abs(model.localizationScale - 1 / claim) < 4 * error + pull)
    #expect(!findings.isMSDNonlinear && model.stride == 1 && model.exposure_s == 0.01)
  }

  @Test("Where noise is negligible the fits are believed")
  func negligibleNoise() {
    var generator = SeededGenerator(seed: 102)
    let walk = BrownianWalk(diffusion_um2_per_s: Self.truth, exposure_s: 0.01, noise_um: 0.02)
    let ensemble = EnsembleMSD(
      of: Self.tracks(walk, count: 60, frames: 20, &generator), interval_s: 1.0 / 30)
    let model = MotionModel.measured(from: ensemble, exposure_s: 0.01).model
    // The noise is 400 nm² beside steps of 300,000: the steps cannot know it.
    #expect(abs(model.localizationScale - 1) < 0.15)
  }

  @Test("A straight line is not called bent", arguments: [0.05, 0.25])
  func falseAlarms(noise_um: Double) {
    var generator = SeededGenerator(seed: 103)
    let walk = BrownianWalk(
      diffusion_um2_per_s: Self.truth, exposure_s: 0.01, noise_um: noise_um)
    let alarms = (0..<40).count { _ in
      let ensemble = EnsembleMSD(
        of: Self.tracks(walk, count: 60, frames: 25, &generator), interval_s: 1.0 / 30)
      #expect(ensemble.hasLongTracks)
      return MotionModel.measured(from: ensemble, exposure_s: 0.01).findings.isMSDNonlinear
    }
    // Five jackknife errors of 19 degrees of freedom: one in 10,000.
    #expect(alarms == 0)
  }

  /// What compression does: a spot's place is a mean over frames, and steps shrink.
  private static func smeared(_ track: Trajectory, over width: Int) -> Trajectory {
    var result = track
    func mean(_ axis: [Double]) -> [Double] {
      axis.indices.map { i in
        let range = max(0, i - width + 1)...i
        return axis[range].reduce(0, +) / Double(range.count)
      }
    }
    result.x_um = mean(track.x_um)
    result.y_um = mean(track.y_um)
    // The first frames are means over fewer.
    let kept = (width - 1)..<track.count
    result.frames = Array(result.frames[kept])
    result.times_s = Array(result.times_s[kept])
    result.x_um = Array(result.x_um[kept])
    result.y_um = Array(result.y_um[kept])
    result.variance_um2 = Array(result.variance_um2[kept])
    result.intensity = Array(result.intensity[kept])
    return result
  }

  @Test("Smeared motion is noticed, and its diffusion found all the same", arguments: [2, 3, 4])
  func smeared(width: Int) {
    var generator = SeededGenerator(seed: 104)
    let walk = BrownianWalk(diffusion_um2_per_s: Self.truth, noise_um: 0.05)
    let tracks = Self.tracks(walk, count: 500, frames: 40, &generator)
      .map { Self.smeared($0, over: width) }
    let ensemble = EnsembleMSD(of: tracks, interval_s: 1.0 / 30)
    let (model, findings) = MotionModel.measured(from: ensemble, exposure_s: 0.01)
    // A mean of two frames shrinks the steps and leaves the line one; of more, it bends it.
    #expect(findings.isMSDNonlinear && model.stride >= 2)
    #expect(width == 2 || findings.bend < 0.8)
    #expect(abs(findings.diffusion_um2_per_s / Self.truth - 1) < 0.1)

    // The model that was learnt sizes single tracks right, too; the plain one is far off.
    let ladder = SizeGrid.standard.centres_nm.map { 490.7 / $0 }
    func mean(_ model: MotionModel) -> Double {
      var likelihood = MotionLikelihood(diffusion_um2_per_s: ladder, model: model)
      return Sample(
        tracks.prefix(200).map {
          DiffusionEstimate(curve: likelihood.evaluate($0), diffusion_um2_per_s: ladder)
            .value_um2_per_s
        }
      ).mean
    }
    #expect(abs(mean(model) / Self.truth - 1) < 0.1, "\(model)")
    #expect(mean(MotionModel(exposure_s: 0.01, localizationScale: 1)) < 0.8 * Self.truth)
  }

  @Test("A shutter time that no one has stated is measured", arguments: [0.01, 0.02, 1.0 / 30])
  func unknownExposure(exposure_s: Double) {
    var generator = SeededGenerator(seed: 105)
    let walk = BrownianWalk(
      diffusion_um2_per_s: Self.truth, exposure_s: exposure_s, noise_um: 0.05)
    let ensemble = EnsembleMSD(
      of: Self.tracks(walk, count: 500, frames: 40, &generator), interval_s: 1.0 / 30)
    let (model, findings) = MotionModel.measured(from: ensemble, exposure_s: 0)
    #expect(!findings.isMSDNonlinear && model.stride == 1)
    // The products of neighbouring steps have a deviation of the order of their variance 2 D dt;
    // tE = 3 product / D turns its error into one of time.
    let error = 3 * 2 / 30.0 / (500 * 2 * 38.0).squareRoot()
    #expect(abs(model.exposure_s - exposure_s) < 4 * error, "\(model)")
  }

  /// Each track with a velocity of its own, normal with the deviations `speed` along x and y.
  private static func flowing(
    _ track: Trajectory, speed_um_per_s speed: SIMD2<Double>, _ generator: inout SeededGenerator
  ) -> Trajectory {
    var result = track
    let velocity = speed * SIMD2(generator.normal(), generator.normal())
    for n in track.times_s.indices {
      result.x_um[n] += velocity.x * track.times_s[n]
      result.y_um[n] += velocity.y * track.times_s[n]
    }
    return result
  }

  @Test(
    "A flow that differs between particles is measured, and the diffusion beside it",
    arguments: [2.0, 5, 20])
  func flow(speed_um_per_s: Double) {
    var generator = SeededGenerator(seed: 106)
    let walk = BrownianWalk(diffusion_um2_per_s: Self.truth, exposure_s: 0.01, noise_um: 0.05)
    let speed = SIMD2(speed_um_per_s, 0.4 * speed_um_per_s)
    let count = 800
    let tracks = Self.tracks(walk, count: count, frames: 30, &generator)
      .map { Self.flowing($0, speed_um_per_s: speed, &generator) }
    let (model, findings) = MotionModel.measured(
      from: EnsembleMSD(of: tracks, interval_s: 1.0 / 30), exposure_s: 0.01)
    // A track of 29 intervals tells its velocity to 2 D / T.
    let variance = speed * speed
    let error = (variance + 2 * Self.truth / (29.0 / 30)) * (2 / Double(count)).squareRoot()
    let off = model.flowVariance_um2_per_s2 - variance
    #expect(abs(off.x) < 4 * error.x && abs(off.y) < 4 * error.y, "\(model)")
    #expect(!findings.isMSDNonlinear && model.stride == 1)
    #expect(
      abs(findings.diffusion_um2_per_s - Self.truth)
        < 4 * findings.diffusionStandardError_um2_per_s, "\(findings)")
    #expect(findings.diffusionStandardError_um2_per_s < 0.03 * Self.truth)

    // Single tracks: one of 58 displacements is spent on each velocity.
    let ladder = SizeGrid.standard.centres_nm.map { 490.7 / $0 }
    var likelihood = MotionLikelihood(diffusion_um2_per_s: ladder, model: model)
    let sample = Sample(
      tracks.map {
        log(
          DiffusionEstimate(curve: likelihood.evaluate($0), diffusion_um2_per_s: ladder)
            .value_um2_per_s / Self.truth)
      })
    // The logarithm of a mean of 58 squares is low by 1 / 58.
    #expect(abs(sample.mean + 1 / 58.0) < 4 * sample.error + 0.01, "\(sample)")
    #expect(sample.deviation < 1.15 * (2 / 56.0).squareRoot(), "\(sample)")
  }

  @Test("Where nothing flows, no flow is taken out")
  func noFlow() {
    var generator = SeededGenerator(seed: 107)
    let walk = BrownianWalk(diffusion_um2_per_s: Self.truth, exposure_s: 0.01, noise_um: 0.1)
    let alarms = (0..<100).count { _ in
      let ensemble = EnsembleMSD(
        of: Self.tracks(walk, count: 60, frames: 25, &generator), interval_s: 1.0 / 30)
      return MotionModel.measured(from: ensemble, exposure_s: 0.01).model.flowVariance_um2_per_s2
        != .zero
    }
    // 4.5 jackknife errors of 19 degrees of freedom on two axes: one in 4,000.
    #expect(alarms == 0)
  }
}
