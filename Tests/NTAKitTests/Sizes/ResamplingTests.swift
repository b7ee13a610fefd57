import Testing

@testable import NTAKit

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
}
