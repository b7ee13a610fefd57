import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Noise table")
struct NoiseTableTests {
  @Test("Has the moments and the tail of the normal law")
  func moments() {
    var generator = SeededGenerator(seed: 5)
    var row = [Float](repeating: 0, count: 400_000)
    NoiseTable().fill(&row, from: &generator)
    let n = Double(row.count)
    let mean = row.reduce(0.0) { $0 + Double($1) } / n
    let square = row.reduce(0.0) { $0 + Double($1) * Double($1) } / n
    #expect(abs(mean) < 4 / n.squareRoot())
    #expect(abs(square - 1) < 4 * (2 / n).squareRoot())
    // Two-sided tail probabilities of the normal law at 1, 3 and 4 sigma.
    for (sigma, probability) in [(1.0, 0.317311), (3, 0.00269980), (4, 6.33425e-5)] {
      let beyond = Double(row.count { abs(Double($0)) > sigma })
      let expected = n * probability
      #expect(abs(beyond - expected) < 4 * expected.squareRoot())
    }
  }
}
