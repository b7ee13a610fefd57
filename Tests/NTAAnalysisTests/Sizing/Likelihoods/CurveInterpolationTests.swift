import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Curve interpolation")
struct CurveInterpolationTests {
  private static let grid = SizeGrid.standard

  private static func diffusion(_ diameters_nm: [Double]) -> [Double] {
    diameters_nm.map { DrawnTracks.liquid.diffusion_um2_per_s(diameter_nm: $0) }
  }

  @Test(
    "Curves are those evaluated in full, for any length, size and shutter",
    arguments: [2, 15, 60, 600], [0, 1.0 / 30, 1.45 / 30])
  func againstFull(frames: Int, exposure_s: Double) {
    var generator = SeededGenerator(seed: 91, stream: UInt64(frames))
    let model = MotionModel(exposure_s: exposure_s, localizationScale: 1)
    let interpolation = CurveInterpolation(grid: Self.grid)
    var full = MotionLikelihood(
      diffusion_um2_per_s: Self.diffusion(Self.grid.centres_nm), model: model)
    var coarse = MotionLikelihood(
      diffusion_um2_per_s: Self.diffusion(interpolation.nodes_nm), model: model)
    for diameter_nm in [8.0, 100, 3000] {
      let walk = BrownianWalk(
        diffusion_um2_per_s: Self.diffusion([diameter_nm])[0],
        exposure_s: min(exposure_s, 1.0 / 30), noise_um: 0.07)
      let track = walk.trajectory(frames: frames, generator: &generator) { $0 % 11 == 5 }
      let expected = full.evaluate(track)
      let found = interpolation.onGrid(coarse.evaluate(track))
      let top = expected.max() ?? 0
      #expect(found.count == expected.count)
      for (a, b) in zip(found, expected) {
        // The sixth derivative of a step's term is of the order of what the term is below its top.
        #expect(abs(a - b) < 2.6e-6 * (Double(20 * frames) + 20 * (top - b)))
      }
    }
  }

  @Test("Any number of classes", arguments: [3, 8, 21, 64])
  func anyCount(classes: Int) {
    let grid = SizeGrid(from_nm: 20, decades: 1, binsPerDecade: classes)
    let interpolation = CurveInterpolation(grid: grid)
    // A polynomial of the fifth degree is met exactly.
    func value(_ nm: Double) -> Double { pow(log(nm / 40), 5) - 3 * log(nm) }
    let found = interpolation.onGrid(interpolation.nodes_nm.map(value))
    #expect(found.count == classes)
    for (a, nm) in zip(found, grid.centres_nm) {
      #expect(abs(a - value(nm)) < 1e-9 * max(1, pow(log(10) * 8 / Double(classes), 5) * 100))
    }
  }
}
