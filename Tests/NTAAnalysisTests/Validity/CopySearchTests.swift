import Testing

@testable import NTAAnalysis

/// Recordings that show the particles of another one.
@Suite("Copies by the places of particles")
struct CopySearchTests {
  /// Particles that diffuse over 640 × 480 px; one in `dirty` stands still, in the same place for all
  /// seeds.
  private static func tracks(
    seed: UInt64, particles: Int = 60, frames: Int = 60, dirty: Int = 0
  ) -> [Track] {
    var generator = SeededGenerator(seed: seed)
    return (0..<particles).map { particle in
      let isDirt = particle < dirty
      var (x, y) = (640 * generator.uniform(), 480 * generator.uniform())
      if isDirt { (x, y) = (Double(particle * 37 % 640), Double(particle * 91 % 480)) }
      let points = (0..<frames).map { frame in
        x += (isDirt ? 0 : 1.2) * generator.normal()
        y += (isDirt ? 0 : 1.2) * generator.normal()
        return TrackPoint(
          frame: Int32(frame), x: Float(x), y: Float(y), intensity: 30, variance: 0.01)
      }
      return Track(particle: particle + 1, points: points)
    }
  }

  /// What an encoder makes of it: faint particles are lost, the others are elsewhere by `error_px`, and
  /// `shift` frames are missing at the start.
  private static func encoded(
    _ tracks: [Track], keeping share: Double = 0.7, error_px: Double = 0.3, shift: Int32 = 0
  ) -> [Track] {
    var generator = SeededGenerator(seed: 99)
    return tracks.filter { _ in generator.uniform() < share }.map { track in
      var track = track
      track.points = track.points.filter { $0.frame >= shift }.map { point in
        var point = point
        point.frame -= shift
        point.x += Float(error_px * generator.normal())
        point.y += Float(error_px * generator.normal())
        return point
      }
      return track
    }
  }

  @Test("a copy is found, also when it was encoded with loss or cut at the start")
  func copies() {
    var search = CopySearch()
    let first = Self.tracks(seed: 1)
    #expect(search.add(first, frames: 60) == nil)
    #expect(search.add(Self.tracks(seed: 2), frames: 60) == nil)
    #expect(search.add(first, frames: 60) == 0)
    #expect(search.add(Self.encoded(Self.tracks(seed: 2)), frames: 60) == 1)
    #expect(search.add(Self.encoded(first, shift: 7), frames: 53) == 0)
  }

  @Test("recordings of their own are no copies, few or crowded", arguments: [10, 60, 600])
  func different(particles: Int) {
    var search = CopySearch()
    for seed in 1...8 {
      #expect(
        search.add(Self.tracks(seed: UInt64(seed), particles: particles), frames: 60) == nil)
    }
  }

  @Test("dirt that all recordings show does not make them copies")
  func dirt() {
    var search = CopySearch()
    for seed in 1...4 {
      #expect(search.add(Self.tracks(seed: UInt64(seed), dirty: 40), frames: 60) == nil)
    }
  }

  @Test("nothing is said of a few particles")
  func few() {
    var search = CopySearch()
    let tracks = Self.tracks(seed: 1, particles: 5)
    #expect(search.add(tracks, frames: 60) == nil && search.add(tracks, frames: 60) == nil)
    #expect(search.add([], frames: 0) == nil)
  }
}
