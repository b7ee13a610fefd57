import Testing

@testable import NTAAnalysis

@Suite("List of tracks")
struct TrackListTests {
  @Test("Intensities are replaced one by one, and nothing else")
  func mappingIntensity() {
    let tracks = [2, 5].map { particle in
      Track(
        particle: particle,
        points: (0..<particle).map {
          TrackPoint(
            frame: Int32($0), x: Float($0), y: Float(2 * $0), intensity: Float(10 * $0 + particle),
            variance: 0.5)
        })
    }
    let mapped = Array(TrackList(tracks).mappingIntensity(in: nil) { 2 * $0 + 1 })
    var truth = tracks
    for i in truth.indices {
      for k in truth[i].points.indices {
        truth[i].points[k].intensity = 2 * tracks[i].points[k].intensity + 1
      }
    }
    #expect(mapped == truth)
    #expect(Array(TrackList([]).mappingIntensity(in: nil) { $0 }).isEmpty)
  }

  private static func track(_ particle: Int, _ frames: [Int32]) -> Track {
    Track(
      particle: particle,
      points: frames.map {
        TrackPoint(frame: $0, x: Float($0), y: 0, intensity: 1, variance: 0.5)
      })
  }

  @Test("Tracks end at pauses, also within a gap, and go on under new numbers")
  func splitting() {
    let list = TrackList([
      Self.track(1, [0, 1, 2, 3, 4]), Self.track(3, [2, 5]), Self.track(7, [3, 4, 5]),
    ])
    let split = Array(list.splitting(after: [2, 4], in: nil))
    #expect(
      split == [
        Self.track(1, [0, 1, 2]), Self.track(3, [2]), Self.track(7, [3, 4]),
        Self.track(8, [3, 4]), Self.track(9, [5]), Self.track(10, [5]),
      ])
    #expect(Array(list.splitting(after: [], in: nil)) == Array(list))
  }
}
