import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Position selection")
struct PositionSelectionTests {
  private typealias Facts = PositionSelection.Candidate

  /// A position like all the others.
  private static let good = Facts(
    isDamaged: false, tracks: 80, drift_um_per_s: 2, particlesPerFrame: 40, d50_nm: 110,
    d50RelativeError: 0.03, meanIntensity: 30)

  /// Eleven positions, alike but for a percent or so, and one of them changed.
  private static func run(
    count: Int = 11, at changed: [Int] = [4], _ change: (inout Facts) -> Void
  ) -> [Facts] {
    (0..<count).map { index in
      var facts = good
      let wobble = 1 + 0.01 * Double(index % 5 - 2)
      facts.d50_nm *= wobble
      facts.particlesPerFrame *= wobble
      facts.meanIntensity *= wobble
      if changed.contains(index) { change(&facts) }
      return facts
    }
  }

  private static func expectOnly(
    _ removal: PositionResult.Removal?, at index: Int = 4, _ facts: [Facts],
    allowDamaged: Bool = false, limits: PositionLimits = PositionLimits(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var expected = [PositionResult.Removal?](repeating: nil, count: facts.count)
    expected[index] = removal
    #expect(
      PositionSelection.removals(facts, limits: limits, allowDamaged: allowDamaged) == expected,
      sourceLocation: sourceLocation)
  }

  @Test("A good run is used as a whole")
  func good() {
    Self.expectOnly(nil, Self.run { _ in })
    #expect(PositionSelection.removals([], limits: PositionLimits(), allowDamaged: false).isEmpty)
    #expect(
      PositionSelection.removals([Self.good], limits: PositionLimits(), allowDamaged: false) == [
        nil
      ])
  }

  @Test("A damaged position is left out, unless it is allowed")
  func damaged() {
    let facts = Self.run { $0.isDamaged = true }
    Self.expectOnly(.damaged, facts)
    Self.expectOnly(nil, facts, allowDamaged: true)
  }

  @Test("Fewer than five tracks say nothing", arguments: [(0, true), (4, true), (5, false)])
  func fewTracks(tracks: Int, isRemoved: Bool) {
    Self.expectOnly(isRemoved ? .minTracks : nil, Self.run { $0.tracks = tracks })
  }

  @Test("Drift above 30 µm/s", arguments: [(29.9, false), (30, false), (30.1, true), (500, true)])
  func drift(speed: Double, isRemoved: Bool) {
    Self.expectOnly(isRemoved ? .maxDrift : nil, Self.run { $0.drift_um_per_s = speed })
  }

  @Test("Less than one particle a frame")
  func particleRange() {
    Self.expectOnly(.particleRange, Self.run { $0.particlesPerFrame = 0.9 })
  }

  @Test("An outlier of size, to either side", arguments: [0.5, 2])
  func outlierSize(factor: Double) {
    Self.expectOnly(.outlierSize, Self.run { $0.d50_nm *= factor })
  }

  @Test("A size that is off but uncertain is no outlier")
  func uncertainSize() {
    let facts = Self.run {
      $0.d50_nm *= 1.5
      $0.d50RelativeError = 0.2
    }
    Self.expectOnly(nil, facts)
  }

  @Test("An outlier of count, to either side", arguments: [0.03, 0.1, 0.2, 6, 40])
  func outlierCount(factor: Double) {
    Self.expectOnly(.outlierCount, Self.run { $0.particlesPerFrame *= factor })
  }

  @Test("Counts of a few may differ by chance alone")
  func chanceCounts() {
    let facts = Self.run(at: []) { _ in }.enumerated().map { index, facts in
      var facts = facts
      facts.particlesPerFrame = index == 4 ? 7 : 3
      return facts
    }
    Self.expectOnly(nil, facts)
  }

  @Test("An outlier of brightness, to either side", arguments: [0.3, 4])
  func outlierIntensity(factor: Double) {
    Self.expectOnly(.outlierIntensity, Self.run { $0.meanIntensity *= factor })
  }

  @Test("The first reason in the instrument's order is the one that is named")
  func order() {
    var facts = Self.run { f in
      f.isDamaged = true
      f.tracks = 2
      f.drift_um_per_s = 90
      f.particlesPerFrame = 0.1
      f.d50_nm = 400
    }
    Self.expectOnly(.damaged, facts)
    Self.expectOnly(.minTracks, facts, allowDamaged: true)
    facts[4].tracks = 80
    Self.expectOnly(.maxDrift, facts, allowDamaged: true)
    facts[4].drift_um_per_s = 1
    Self.expectOnly(.particleRange, facts, allowDamaged: true)
    facts[4].particlesPerFrame = 40
    Self.expectOnly(.outlierSize, facts, allowDamaged: true)
  }

  @Test("A position that is off in several ways is named by the worst")
  func worst() {
    Self.expectOnly(
      .outlierCount,
      Self.run {
        $0.d50_nm *= 1.3
        $0.particlesPerFrame *= 30
      })
  }

  @Test("Several outliers are found, one after the other, though they hide each other")
  func several() {
    var facts = Self.run(at: [1, 7]) { $0.d50_nm *= 3 }
    facts[9].particlesPerFrame *= 10
    let removals = PositionSelection.removals(facts, limits: PositionLimits(), allowDamaged: false)
    for index in facts.indices {
      let expected: PositionResult.Removal? =
        [1, 7].contains(index) ? .outlierSize : index == 9 ? .outlierCount : nil
      #expect(removals[index] == expected)
    }
  }

  @Test(
    "Of four positions no one can say which is the odd one out", arguments: [(4, false), (5, true)])
  func few(count: Int, isRemoved: Bool) {
    Self.expectOnly(
      isRemoved ? .outlierSize : nil, at: 2, Self.run(count: count, at: [2]) { $0.d50_nm *= 3 })
  }

  @Test("A position removed for itself is no measure for the others")
  func removedFirst() {
    // Five damaged positions of another size would turn the tables on the six good ones.
    let facts = Self.run(at: [0, 1, 2, 3, 4]) {
      $0.isDamaged = true
      $0.d50_nm = 300
    }
    let removals = PositionSelection.removals(facts, limits: PositionLimits(), allowDamaged: false)
    #expect(removals.prefix(5).allSatisfy { $0 == .damaged })
    #expect(removals.dropFirst(5).allSatisfy { $0 == nil })
  }

  /// Counts and tracks are Poisson numbers, sizes normal with the error they state, brightness
  /// lognormal over positions by a tenth, as stray light and focus make it.
  @Test("Of 1,000 random good runs no position is lost", arguments: [5, 11])
  func falseAlarms(positions: Int) {
    var generator = SeededGenerator(seed: 171, stream: UInt64(positions))
    var lost = 0
    for _ in 0..<1000 {
      let density = exp(generator.uniform(log(8), log(150)))
      let facts = (0..<positions).map { _ in
        let tracks = max(generator.poisson(1.5 * density), PositionLimits().minimumTracks)
        let error = 1.25 * 0.3 / Double(tracks).squareRoot()
        return Facts(
          isDamaged: false, tracks: tracks, drift_um_per_s: abs(2 * generator.normal()),
          particlesPerFrame: max(Double(generator.poisson(density)), 1),
          d50_nm: 110 * exp(error * generator.normal()), d50RelativeError: error,
          meanIntensity: 30
            * exp(0.1 * generator.normal() + 0.7 / Double(tracks).squareRoot() * generator.normal())
        )
      }
      lost += PositionSelection.removals(facts, limits: PositionLimits(), allowDamaged: false).count
      { $0 != nil }
    }
    #expect(lost == 0)
  }

  @Test("Every limit is a setting")
  func limits() {
    func limits(_ change: (inout PositionLimits) -> Void) -> PositionLimits {
      var limits = PositionLimits()
      change(&limits)
      return limits
    }
    Self.expectOnly(
      .minTracks, Self.run { $0.tracks = 79 },
      limits: limits { $0.minimumTracks = 80 })
    Self.expectOnly(
      nil, Self.run { $0.tracks = 0 }, limits: limits { $0.minimumTracks = 0 })
    Self.expectOnly(
      .maxDrift, Self.run { $0.drift_um_per_s = 5.1 },
      limits: limits { $0.maximumDrift_um_per_s = 5 })
    Self.expectOnly(
      .particleRange, Self.run { $0.particlesPerFrame = 35 },
      limits: limits { $0.minimumParticlesPerFrame = 36 })
    Self.expectOnly(
      .particleRange, Self.run { $0.particlesPerFrame = 45 },
      limits: limits { $0.maximumParticlesPerFrame = 44 })
    let small = Self.run { $0.d50_nm *= 1.1 }
    Self.expectOnly(nil, small)
    Self.expectOnly(.outlierSize, small, limits: limits { $0.outlierSize = 2 })
    let many = Self.run { $0.particlesPerFrame *= 6 }
    Self.expectOnly(nil, many, limits: limits { $0.outlierCount = 1000 })
    let bright = Self.run { $0.meanIntensity *= 4 }
    Self.expectOnly(nil, bright, limits: limits { $0.outlierIntensity = 1000 })
  }
}
