import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Mobility")
struct ImmobilityTestTests {
  /// 5 µm in water at 25 °C.
  private static let slowest = 0.0981

  private static func mobileShare(
    _ walk: BrownianWalk, frames: Int, seed: UInt64, scale: Double = 1
  ) -> Double {
    var generator = SeededGenerator(seed: seed)
    var test = ImmobilityTest(
      slowest_um2_per_s: slowest,
      model: MotionModel(exposure_s: 0.01, localizationScale: scale))
    let mobile = (0..<300).count { _ in
      test.isMobile(walk.trajectory(frames: frames, generator: &generator))
    }
    return Double(mobile) / 300
  }

  @Test("What stands still is no particle, however noisy", arguments: [0.01, 0.03, 0.06])
  func dirt(noise_um: Double) {
    let still = BrownianWalk(diffusion_um2_per_s: 1e-9, exposure_s: 0.01, noise_um: noise_um)
    #expect(Self.mobileShare(still, frames: 60, seed: 111) < 0.02)
  }

  @Test("Particles pass, down to the shortest track", arguments: [30.0, 110, 500, 1000])
  func particles(diameter_nm: Double) {
    let walk = BrownianWalk(
      diffusion_um2_per_s: 490.7 / diameter_nm, exposure_s: 0.01, noise_um: 0.05)
    // The evidence asked for, 20 to 1, bounds the share of errors by 1 in 20; in truth it is less.
    for frames in [3, 5, 10, 60] {
      #expect(Self.mobileShare(walk, frames: frames, seed: 112) > 0.99, "\(frames) frames")
    }
  }

  @Test("A mark whose fits claim far too small an error is no particle")
  func mark() {
    var generator = SeededGenerator(seed: 114)
    var test = ImmobilityTest(slowest_um2_per_s: 0.245, model: MotionModel(exposure_s: 0.01))
    // It jitters by 30 nm, and claims 0.3.
    let still = BrownianWalk(
      diffusion_um2_per_s: 1e-9, exposure_s: 0.01, noise_um: 0.03, claim: 1e-4)
    let mobile = (0..<300).count { _ in
      test.isMobile(still.trajectory(frames: 20, generator: &generator))
    }
    #expect(mobile == 0)
  }

  @Test("The largest particle, blurred by the longest exposure, passes", arguments: [3, 6, 12, 40])
  func largest(frames: Int) {
    var generator = SeededGenerator(seed: 115)
    var test = ImmobilityTest(
      slowest_um2_per_s: 0.245, model: MotionModel(exposure_s: 1.0 / 30))
    let walk = BrownianWalk(diffusion_um2_per_s: 0.245, exposure_s: 1.0 / 30, noise_um: 0.01)
    let mobile = (0..<3000).count { _ in
      test.isMobile(walk.trajectory(frames: frames, generator: &generator))
    }
    // The evidence of 20 to 1 bounds the errors of the likelihood ratio; the rule for marks adds few.
    #expect(mobile >= 2850, "\(mobile) of 3000")
  }

  @Test("Two points are no evidence")
  func benefitOfDoubt() {
    let still = BrownianWalk(diffusion_um2_per_s: 1e-9, exposure_s: 0.01, noise_um: 0.001)
    #expect(Self.mobileShare(still, frames: 2, seed: 113) == 1)
  }
}
