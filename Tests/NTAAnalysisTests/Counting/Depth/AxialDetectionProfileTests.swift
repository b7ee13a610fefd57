import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Fading profile")
struct AxialDetectionProfileTests {
  @Test(
    "Depth and mean height are those of drawn particles", arguments: [0.0, 0.65, 2.9],
    [0.05, 0.2])
  func drawn(contrast: Double, noise: Double) {
    var generator = SeededGenerator(seed: 201)
    let count = 100_000
    let half = 1.6
    var logs: [Double] = []
    for _ in 0..<count {
      let z = generator.uniform(-half, half)
      let height = exp(contrast - 2 * z * z) + noise * generator.normal()
      if height > 1 { logs.append(log(height)) }
    }
    let share = Double(logs.count) / Double(count)
    let error = ((1 - share) / (share * Double(count))).squareRoot()
    let sample = Sample(logs)
    let profile = AxialDetectionProfile(relativeNoise: noise)
    // Sums over a hundred depths and 25 deviates: half a per cent beside what is drawn.
    #expect(abs(profile.depth(contrast) / (2 * half * share) - 1) < 4 * error + 0.005)
    #expect(abs(profile.mean(contrast) - sample.mean) < 4 * sample.error + 0.005)
  }

  @Test("Without noise: depth w sqrt(2 L), mean 2/3 L", arguments: [0.5, 2.0, 6.0])
  func law(contrast: Double) {
    let profile = AxialDetectionProfile(relativeNoise: 0)
    #expect(abs(profile.depth(contrast) / (2 * contrast).squareRoot() - 1) < 0.01)
    #expect(abs(profile.mean(contrast) / (contrast * 2 / 3) - 1) < 0.01)
  }

  @Test("Brighter is deeper; far below the limit nothing is seen")
  func order() {
    let profile = AxialDetectionProfile(relativeNoise: 0.1)
    let depths = stride(from: -1.4, to: 8, by: 0.1).map(profile.depth)
    #expect(zip(depths, depths.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(profile.depth(-1.4) < 1e-5)
    #expect(profile.depth(-50) == profile.depth(-1.5) && profile.depth(50).isFinite)
  }
}
