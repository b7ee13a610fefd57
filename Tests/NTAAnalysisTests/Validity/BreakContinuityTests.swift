import Testing

@testable import NTAAnalysis

@Suite("The same place after a break")
struct BreakContinuityTests {
  /// Whether tracks go on after frame 29, where particles have moved by `spread` px along each axis; nil
  /// puts them anywhere.
  private static func isSamePlace(spread: Double?, particles: Int = 60, seed: UInt64) -> Bool {
    var generator = SeededGenerator(seed: seed)
    var continuity = BreakContinuity(after: [29])
    func point(_ frame: Int32, _ place: SIMD2<Double>) -> TrackPoint {
      TrackPoint(
        frame: frame, x: Float(place.x), y: Float(place.y), intensity: 1, variance: 0.01)
    }
    for particle in 0..<particles {
      let old = SIMD2(generator.uniform(0, 640), generator.uniform(0, 480))
      var new = SIMD2(generator.uniform(0, 640), generator.uniform(0, 480))
      if let spread { new = old + spread * SIMD2(generator.normal(), generator.normal()) }
      continuity.add(Track(particle: particle, points: [point(20, old), point(29, old)]))
      continuity.add(Track(particle: particle, points: [point(30, new), point(40, new)]))
    }
    return continuity.isSamePlace(after: 29)
  }

  @Test("Particles that have diffused are found again", arguments: [2.0, 5, 8])
  func pause(spread: Double) {
    for seed in UInt64(0)..<20 { #expect(Self.isSamePlace(spread: spread, seed: seed)) }
  }

  @Test("Particles of another place are not", arguments: [10, 60, 300])
  func elsewhere(particles: Int) {
    for seed in UInt64(0)..<50 {
      #expect(!Self.isSamePlace(spread: nil, particles: particles, seed: seed))
    }
  }

  @Test("Without tracks, or for another frame, nothing is known")
  func nothing() {
    #expect(!BreakContinuity(after: [29]).isSamePlace(after: 29))
    #expect(!BreakContinuity(after: []).isSamePlace(after: 3))
  }
}
