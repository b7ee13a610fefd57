import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Motion likelihood")
struct MotionLikelihoodTests {
  private static let ladder = [0.02, 0.3, 1, 4.46, 12, 70]

  private static func twin(_ track: Trajectory, _ points: [Int], _ model: MotionModel) -> [Double] {
    let flow = model.flowVariance_um2_per_s2
    return ladder.map { d in
      [(track.x_um, flow.x), (track.y_um, flow.y)].reduce(0) { sum, axis in
        let normal = DenseNormal(
          times_s: points.map { track.times_s[$0] },
          variance_um2: points.map { track.variance_um2[$0] }, diffusion_um2_per_s: d,
          model: model, flowVariance_um2_per_s2: axis.1)
        return sum
          + normal.logLikelihood(
            zip(points.dropFirst(), points).map { axis.0[$0] - axis.0[$1] })
      }
    }
  }

  private static func expectEqual(_ found: [Double], _ expected: [Double]) {
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-9 * max(1, abs(b))) }
    #expect(found.count == expected.count)
  }

  /// A track with gaps, unequal errors and, if asked for, unequal times.
  private static func track(_ generator: inout SeededGenerator, isUneven: Bool) -> Trajectory {
    let walk = BrownianWalk(diffusion_um2_per_s: 4.46, exposure_s: 0.01, noise_um: 0.1)
    var track = walk.trajectory(frames: 40, generator: &generator) {
      [5, 6, 17, 30].contains($0)
    }
    for i in 0..<track.count {
      track.variance_um2[i] = generator.uniform(0.001, 0.05)
      // Frames never begin before the shutter of the last one is closed.
      if isUneven { track.times_s[i] += generator.uniform(0, 0.02) }
    }
    return track
  }

  @Test(
    "Equals the full multivariate normal, gaps, blur, unequal errors and times and all",
    arguments: [0, 0.004, 0.01], [0, 1, 2.5])
  func againstDense(exposure_s: Double, scale: Double) {
    var generator = SeededGenerator(seed: 81)
    let model = MotionModel(exposure_s: exposure_s, localizationScale: scale)
    var likelihood = MotionLikelihood(diffusion_um2_per_s: Self.ladder, model: model)
    for isUneven in [false, true] {
      let track = Self.track(&generator, isUneven: isUneven)
      Self.expectEqual(
        likelihood.evaluate(track), Self.twin(track, Array(0..<track.count), model))
    }
  }

  @Test("A flow of each track's own is integrated over", arguments: [1, 3])
  func flow(stride: Int) {
    var generator = SeededGenerator(seed: 86)
    var model = MotionModel(exposure_s: 0.01, localizationScale: 1, stride: stride)
    model.flowVariance_um2_per_s2 = SIMD2(30, 4)
    var likelihood = MotionLikelihood(diffusion_um2_per_s: Self.ladder, model: model)
    for _ in 0..<2 {
      let track = Self.track(&generator, isUneven: stride == 1)
      var expected = [Double](repeating: 0, count: Self.ladder.count)
      for phase in 0..<stride {
        let points = (0..<track.count).filter { Int(track.frames[$0]) % stride == phase }
        for (j, value) in Self.twin(track, points, model).enumerated() {
          expected[j] += value / Double(stride)
        }
      }
      Self.expectEqual(likelihood.evaluate(track), expected)
    }
  }

  @Test("Each explanation has a localisation error of its own")
  func ownErrors() {
    var generator = SeededGenerator(seed: 85)
    let track = Self.track(&generator, isUneven: true)
    let model = MotionModel(exposure_s: 0.01, localizationScale: 1)
    let scales = (0..<Self.ladder.count).map { 0.3 * Double($0 + 1) }
    var together = MotionLikelihood(
      diffusion_um2_per_s: Self.ladder, localizationScales: scales, model: model)
    let apart = zip(Self.ladder, scales).map { diffusion, scale in
      var own = MotionLikelihood(
        diffusion_um2_per_s: [diffusion],
        model: MotionModel(exposure_s: 0.01, localizationScale: scale))
      return own.evaluate(track)[0]
    }
    #expect(together.evaluate(track) == apart)
  }

  @Test("A full-frame shutter, and the shortest track")
  func extremes() {
    var generator = SeededGenerator(seed: 82)
    let model = MotionModel(exposure_s: 1.0 / 30, localizationScale: 1)
    var likelihood = MotionLikelihood(diffusion_um2_per_s: Self.ladder, model: model)
    for frames in [2, 3, 9, 17] {
      let track = BrownianWalk(
        diffusion_um2_per_s: 2, exposure_s: 1.0 / 30, noise_um: 0.05
      ).trajectory(frames: frames, generator: &generator)
      Self.expectEqual(
        likelihood.evaluate(track), Self.twin(track, Array(0..<track.count), model))
    }
    let point = BrownianWalk(diffusion_um2_per_s: 2).trajectory(frames: 1, generator: &generator)
    #expect(likelihood.evaluate(point) == [Double](repeating: 0, count: Self.ladder.count))
  }

  @Test("With a stride it is the mean over the combs", arguments: [2, 3])
  func combs(stride: Int) {
    var generator = SeededGenerator(seed: 83)
    let track = Self.track(&generator, isUneven: false)
    let model = MotionModel(exposure_s: 0.01, localizationScale: 1, stride: stride)
    var likelihood = MotionLikelihood(diffusion_um2_per_s: Self.ladder, model: model)
    var expected = [Double](repeating: 0, count: Self.ladder.count)
    for phase in 0..<stride {
      let points = (0..<track.count).filter { Int(track.frames[$0]) % stride == phase }
      for (j, value) in Self.twin(track, points, model).enumerated() {
        expected[j] += value / Double(stride)
      }
    }
    Self.expectEqual(likelihood.evaluate(track), expected)
  }

  @Test("Each track by itself: what came before leaves no trace")
  func isStateless() {
    var generator = SeededGenerator(seed: 84)
    let model = MotionModel(exposure_s: 0.01, localizationScale: 1)
    var used = MotionLikelihood(diffusion_um2_per_s: Self.ladder, model: model)
    let tracks = (0..<3).map { _ in Self.track(&generator, isUneven: true) }
    let first = tracks.map { used.evaluate($0) }
    let again = tracks.reversed().map { used.evaluate($0) }
    #expect(first == again.reversed())
  }
}
