import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Scatter of counts between positions")
struct CountDispersionTests {
  // Points of the chi-square distribution as printed in tables.
  @Test(
    "Tail probabilities",
    arguments: [
      (3.841, 1, 0.05), (5.991, 2, 0.05), (18.307, 10, 0.05), (29.588, 10, 0.001),
      (10.828, 1, 0.001), (24.996, 15, 0.05), (124.342, 100, 0.05), (0.0, 4, 1.0),
    ])
  func probabilities(value: Double, degrees: Int, expected: Double) {
    let found = ChiSquare.probability(ofAtLeast: value, degrees: degrees)
    // The tables have three decimals: d ln p / d x is about -1/2.
    #expect(abs(found / expected - 1) < 5e-4, "\(found)")
  }

  /// Upper ends of two-sided 95 % intervals, as tables of the Poisson law have them.
  @Test(
    "limits of a Poisson mean",
    arguments: [(0, 3.6889), (1, 5.5716), (4, 10.2416), (50, 65.919)])
  func poissonMean(count: Int, expected: Double) {
    let found = ChiSquare.poissonMean(ofAtMost: count, probability: 0.025)
    #expect(abs(found / expected - 1) < 1e-4)
  }

  private static func positions(_ counts: [Double], removed: Set<Int> = []) -> [PositionResult] {
    counts.enumerated().map { index, count in
      PositionResult(
        index: index + 1, file: "a.avi", section: index + 1,
        removal: removed.contains(index) ? .outlierCount : nil, frames: 60, framesExpected: 60,
        particlesPerFrame: count, tracks: 100, d50_nm: 100, meanIntensity: 30, driftX_um_per_s: 0,
        driftY_um_per_s: 0, concentration_per_mL: nil)
    }
  }

  @Test("Counts by chance are no reason to warn: 5 of 1,000 runs at the very most")
  func silence() {
    var generator = SeededGenerator(seed: 311, stream: 1)
    var warned = 0
    for _ in 0..<1000 {
      let mean = exp(generator.uniform(log(6), log(200)))
      let counts = (0..<11).map { _ in Double(generator.poisson(mean)) }
      if CountDispersion.warning(Self.positions(counts)) != nil { warned += 1 }
    }
    // One is expected; more than 5 have a probability of 6e-4.
    #expect(warned <= 5, "\(warned)")
  }

  @Test("Positions that differ by 40 % are found in nine of ten runs, and the number is right")
  func warning() throws {
    var generator = SeededGenerator(seed: 312, stream: 1)
    var variations: [Double] = []
    for _ in 0..<200 {
      let counts = (0..<11).map { _ in
        Double(generator.poisson(60 * exp(0.4 * generator.normal())))
      }
      guard CountDispersion.warning(Self.positions(counts)) != nil else { continue }
      variations.append(try #require(CountDispersion(counts)).excessVariation)
    }
    #expect(variations.count > 180)
    // CV of a lognormal is 0.417; its median over few positions is somewhat lower.
    let typical = median(of: variations)
    #expect((0.33...0.43).contains(typical), "\(typical)")
  }

  @Test("The warning says the number and what to do; removed positions do not matter")
  func message() throws {
    let counts = [40.0, 90, 42, 88, 41, 91, 400]
    let warning = try #require(CountDispersion.warning(Self.positions(counts, removed: [6])))
    #expect(warning.code == "POSITIONS_DISAGREE")
    // Mean 65.33, squares 3559.3: chi-square 54.5; sqrt(711.9 - 65.3) / 65.3 = 0.39.
    #expect(warning.message.contains("6 positions in use have 40.0 to 91.0 particles per frame"))
    #expect(warning.message.contains("chi-square 54.5 for 5 degrees"))
    #expect(warning.message.contains("39 % variation between positions"))
    #expect(warning.message.contains("mix the sample"))
    #expect(CountDispersion.warning(Self.positions([40, 41, 42, 400], removed: [3])) == nil)
  }

  @Test("Two positions, and counts of a few, are not judged")
  func tooFew() {
    #expect(CountDispersion([10, 400]) == nil)
    #expect(CountDispersion([1, 2, 9, 3]) == nil)
    #expect(CountDispersion([]) == nil)
  }
}
