import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct BeadCountTests {
  private func error(_ counts: [Double], removed: Int = 0) -> Double {
    let one = TinyRun.result().positions[0]
    return BeadCount(
      counts.enumerated().map { index, count in
        var position = one
        position.particlesPerFrame = count
        position.removal = index < removed ? .maxDrift : nil
        return position
      }
    ).relativeError
  }

  @Test("the error is what positions scatter by, and at least that of chance")
  func values() {
    // Standard deviation 10 of a mean of 40: 10 / sqrt(3) / 40.
    #expect(abs(error([30, 40, 50]) - 0.144338) < 1e-6)
    // Poisson's: 1 / sqrt(120).
    #expect(abs(error([40, 40, 40]) - 0.0912871) < 1e-6)
    // Two positions tell no scatter.
    #expect(abs(error([20, 80]) - 0.1) < 1e-9)
    #expect(abs(error([1000, 30, 40, 50], removed: 1) - 0.144338) < 1e-6)
    #expect(error([0, 0]) == 0 && error([]) == 0)
  }
}
