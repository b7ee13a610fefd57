import Testing

@testable import NTAAnalysis

@Suite("Flow sums")
struct FlowSumsTests {
  /// The same by its definition: all pairs of displacements that are far enough apart.
  private static func twin(_ tracks: [Trajectory]) -> SIMD2<Double> {
    var (products, times_s2) = (SIMD2<Double>.zero, 0.0)
    for track in tracks where track.count > FlowSums.separation + 1 {
      let steps = (1..<track.count).map {
        SIMD2(track.x_um[$0] - track.x_um[$0 - 1], track.y_um[$0] - track.y_um[$0 - 1])
      }
      let times_s = (1..<track.count).map { track.times_s[$0] - track.times_s[$0 - 1] }
      let square = zip(steps.dropFirst(), steps).reduce(0) {
        $0 + (($1.0 - $1.1) * ($1.0 - $1.1)).sum()
      }
      for i in steps.indices {
        for j in steps.indices where j >= i + FlowSums.separation {
          products += times_s.reduce(0, +) / square * steps[i] * steps[j]
          times_s2 += times_s.reduce(0, +) / square * times_s[i] * times_s[j]
        }
      }
    }
    return products / times_s2
  }

  @Test("The mean product of all pairs of displacements that are far apart, gaps and all")
  func againstPairs() {
    var generator = SeededGenerator(seed: 91)
    let walk = BrownianWalk(diffusion_um2_per_s: 3, noise_um: 0.1)
    let tracks = (0..<20).map {
      walk.trajectory(frames: 3 + 2 * $0, generator: &generator) { [4, 9, 10].contains($0) }
    }
    var sums = FlowSums()
    for track in tracks { sums.add(track) }
    let (found, expected) = (sums.variance_um2_per_s2, Self.twin(tracks))
    #expect(abs(found.x - expected.x) < 1e-9 * abs(expected.x))
    #expect(abs(found.y - expected.y) < 1e-9 * abs(expected.y))
  }

  @Test("Sums that are taken away leave what was there before")
  func takingAway() {
    var generator = SeededGenerator(seed: 92)
    let walk = BrownianWalk(diffusion_um2_per_s: 3)
    var (kept, other) = (FlowSums(), FlowSums())
    kept.add(walk.trajectory(frames: 20, generator: &generator))
    other.add(walk.trajectory(frames: 20, generator: &generator))
    let before = kept.variance_um2_per_s2
    kept.add(other)
    kept.add(other, sign: -1)
    #expect(abs(kept.variance_um2_per_s2.x - before.x) < 1e-9)
    #expect(FlowSums().variance_um2_per_s2 == .zero)
  }
}
