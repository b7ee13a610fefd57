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
}
