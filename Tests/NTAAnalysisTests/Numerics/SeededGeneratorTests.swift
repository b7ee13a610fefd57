import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Seeded generator")
struct SeededGeneratorTests {
  @Test("Repeats itself, and streams differ")
  func repeats() {
    var first = SeededGenerator(seed: 7, stream: 3)
    var second = SeededGenerator(seed: 7, stream: 3)
    var otherStream = SeededGenerator(seed: 7, stream: 4)
    var otherSeed = SeededGenerator(seed: 8, stream: 3)
    let draws = (0..<50).map { _ in first.next() }
    #expect(draws == (0..<50).map { _ in second.next() })
    #expect(draws != (0..<50).map { _ in otherStream.next() })
    #expect(draws != (0..<50).map { _ in otherSeed.next() })
  }

  @Test("Uniform numbers fill (0, 1) evenly")
  func uniform() {
    var generator = SeededGenerator(seed: 1)
    let count = 40_000
    var classes = [Int](repeating: 0, count: 20)
    for _ in 0..<count { classes[Int(generator.uniform() * 20)] += 1 }
    let expected = Double(count) / 20
    let chiSquare = classes.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) }
    // 19 degrees of freedom: mean 19, SD 6.2; 4 SD either side of what chance gives.
    #expect(chiSquare / expected < 19 + 4 * 6.2)
  }

  @Test("Normal numbers have mean 0, variance 1, kurtosis 3")
  func normal() {
    var generator = SeededGenerator(seed: 2)
    let count = 100_000
    let draws = (0..<count).map { _ in generator.normal() }
    let n = Double(count)
    #expect(abs(draws.reduce(0, +) / n) < 4 / n.squareRoot())
    #expect(abs(draws.reduce(0) { $0 + $1 * $1 } / n - 1) < 4 * (2 / n).squareRoot())
    // Var(x⁴) = 105 - 9.
    let fourth = draws.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n
    #expect(abs(fourth - 3) < 4 * (96 / n).squareRoot())
  }

  @Test("Poisson numbers have equal mean and variance", arguments: [0.3, 4, 600, 1234.5])
  func poisson(mean: Double) {
    var generator = SeededGenerator(seed: 3)
    let count = 4000
    let draws = (0..<count).map { _ in Double(generator.poisson(mean)) }
    let n = Double(count)
    let average = draws.reduce(0, +) / n
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    #expect(abs(average - mean) < 4 * (mean / n).squareRoot())
    // The fourth central moment is mean + 3 mean².
    #expect(abs(variance - mean) < 4 * ((mean + 2 * mean * mean) / n).squareRoot())
  }

  @Test("A mean of 0 gives 0")
  func emptyPoisson() {
    var generator = SeededGenerator(seed: 4)
    #expect(generator.poisson(0) == 0)
  }
}
