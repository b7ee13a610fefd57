import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Resampling")
struct ResamplingTests {
  private static func draws(_ groups: [Int], count: Int, seed: UInt64) -> [[Double]] {
    let resampling = Resampling(groups: groups, seed: seed)
    return (0..<count).map { resampling.drawn(in: $0).map(Double.init) }
  }

  @Test("Each track is drawn once on average, and the same seed draws the same")
  func draws() {
    let observations = (0..<60).map { $0 % 4 }
    let draws = Self.draws(observations, count: 300, seed: 3)
    #expect(draws.count == 300)
    #expect(draws == Self.draws(observations, count: 300, seed: 3))
    #expect(draws != Self.draws(observations, count: 300, seed: 4))
    for drawn in draws { #expect(drawn.count == 60 && drawn.reduce(0, +) == 60) }
    // A track's own draw has a variance of 1, the choice of positions adds 3 / 4 of another.
    for index in observations.indices {
      let mean = draws.reduce(0) { $0 + $1[index] } / 300
      #expect(abs(mean - 1) < 4.5 * (2 / 300.0).squareRoot())
    }
  }

  /// Standard deviation over resamples of the share that every other particle has in the tracks, of
  /// which each particle has `tracksEach`, all at its place.
  private static func spread(particles: Int, tracksEach: Int) -> Double {
    var generator = SeededGenerator(seed: 5)
    var tracks: [SizedTrack] = []
    var isOdd: [Bool] = []
    for particle in 0..<particles {
      var track = DrawnTracks.sized(1, seed: UInt64(particle), diameter_nm: { _ in 100 })[0]
      (track.summary.x_um, track.summary.y_um) = (
        400 * generator.uniform(), 300 * generator.uniform()
      )
      for _ in 0..<tracksEach {
        tracks.append(track)
        isOdd.append(particle % 2 == 1)
      }
    }
    let resampling = Resampling(SizedTracks(tracks).summaries, seed: 6)
    let shares = (0..<400).map { draw in
      let drawn = resampling.drawn(in: draw)
      let odd = zip(drawn, isOdd).reduce(0) { $0 + ($1.1 ? Int($1.0) : 0) }
      return Double(odd) / Double(drawn.reduce(0) { $0 + Int($1) })
    }
    let mean = shares.reduce(0, +) / 400
    return (shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399).squareRoot()
  }

  @Test("Tracks of one particle are not taken for tracks of several, where there is one position")
  func returningParticles() {
    // A half of 200 particles: 0.035. Parts of the picture know that to a fifth, and drawing the tracks
    // of each once more adds an eighth of the variance; 400 resamples tell to 4 %.
    let once = 0.5 / 200.0.squareRoot()
    let spread = Self.spread(particles: 200, tracksEach: 8)
    #expect((0.55 * once...1.6 * once).contains(spread), "\(spread)")
    // As single tracks they would seem known three times as well.
    #expect(spread > 1.5 * once / 8.0.squareRoot())
  }
}
