import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Smooth mixture")
struct SmoothMixtureTests {
  @Test("Weights alone say which of the tracks' sizes are found")
  func weights() throws {
    let tracks =
      DrawnTracks.sized(300, frames: 40, seed: 71) { _ in 80 }
      + DrawnTracks.sized(300, frames: 40, seed: 72) { _ in 200 }
    let mixture = SmoothMixture(
      DrawnTracks.curves(tracks), chance: DrawnTracks.evenChance, bandwidth: 0.07,
      grid: DrawnTracks.grid)
    for (kind, size) in [(0..<300, 80.0), (300..<600, 200.0)] {
      let weights = tracks.indices.map { kind.contains($0) ? 1.0 : 0 }
      let shares = mixture.perFrame(weights: weights)
      #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
      // 300 tracks of 39 steps, each known to a sixth: a mean to one percent.
      let median = SizeDistribution(grid: DrawnTracks.grid, numberFraction: shares).quantile_nm(0.5)
      #expect(abs(median / size - 1) < 0.04, "\(median)")
    }
  }

  @Test("Weights that differ say less than as many equal ones")
  func effectiveCount() {
    #expect([1.0, 1, 1, 1].effectiveCount == 4)
    #expect([5.0, 0, 0].effectiveCount == 1)
    #expect(abs([3.0, 1].effectiveCount - 1.6) < 1e-12)
  }
}
