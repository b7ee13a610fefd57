import Foundation
import Testing

@testable import NTAAnalysis

/// Places where all tracks end at once.
@Suite("Breaks of all tracks")
struct TrackBreaksTests {
  /// Tracks of random lengths in sections of `length` frames, none of which goes over a border except
  /// for a share of wrong links.
  private static func breaks(
    sections: Int, of length: Int, alive: Int, lifetime: Double, wrongLinks: Double = 0,
    seed: UInt64 = 41
  ) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    let frames = sections * length
    var found = TrackBreaks(frames: frames)
    for _ in 0..<alive {
      var first = 0
      while first < frames {
        let life = max(Int(-lifetime * generator.logUniform()), 1)
        var last = min(first + life, frames - 1)
        let border = (first / length + 1) * length - 1
        if last > border, generator.uniform() >= wrongLinks { last = border }
        found.add(
          Track(
            particle: 1,
            points: (first...last).map {
              TrackPoint(frame: Int32($0), x: 1, y: 1, intensity: 1, variance: 0.01)
            }))
        first = last + 1
      }
    }
    return found.frames
  }

  @Test("each border of a video of several sections is found", arguments: [10, 40, 300])
  func sections(alive: Int) {
    let expected = [29, 59, 89]
    #expect(Self.breaks(sections: 4, of: 30, alive: alive, lifetime: 200) == expected)
    #expect(
      Self.breaks(sections: 4, of: 30, alive: max(alive, 20), lifetime: 30, wrongLinks: 0.15)
        == expected)
  }

  @Test("tracks that end one by one are no break, however short and few", arguments: 0..<20)
  func single(seed: Int) {
    for (alive, lifetime) in [(3, 10.0), (10, 6), (40, 6), (40, 100), (300, 15)] {
      let found = Self.breaks(
        sections: 1, of: 400, alive: alive, lifetime: lifetime, seed: UInt64(seed))
      #expect(found == [], "\(alive), \(lifetime)")
    }
  }

  @Test("particles that go without others that come are a light that went out, no break")
  func darkness() {
    var found = TrackBreaks(frames: 60)
    for particle in 0..<50 {
      let points = (0..<30).map {
        TrackPoint(frame: Int32($0), x: Float(particle), y: 1, intensity: 1, variance: 0.01)
      }
      found.add(Track(particle: particle, points: points))
    }
    #expect(found.frames == [])
  }
}

extension SeededGenerator {
  /// The logarithm of a number that is uniform in (0, 1].
  fileprivate mutating func logUniform() -> Double { log(1 - uniform()) }
}
