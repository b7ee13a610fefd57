import Testing

@testable import NTAAnalysis

@Suite("Symmetric systems")
struct SymmetricSystemTests {
  @Test("The solution of a drawn system comes back", arguments: [1, 2, 5, 12])
  func drawn(size: Int) {
    var generator = SeededGenerator(seed: 71)
    let rows = (0..<size + 3).map { _ in (0..<size).map { _ in generator.normal() } }
    let truth = (0..<size).map { _ in generator.normal() }
    let matrix = (0..<size).flatMap { i in
      (0..<size).map { j in rows.reduce(0) { $0 + $1[i] * $1[j] } }
    }
    let right = (0..<size).map { i in
      (0..<size).reduce(0) { $0 + matrix[i * size + $1] * truth[$1] }
    }
    let found = SymmetricSystem(matrix: matrix, right: right).solution(leastPivot: 1e-12)
    for (a, b) in zip(found, truth) { #expect(abs(a - b) < 1e-8) }
  }

  @Test("An unknown that depends on others is zero, and the rest still solves the equations")
  func dependent() {
    // The third column is the sum of the first two.
    let matrix: [Double] = [2, 1, 3, 1, 2, 3, 3, 3, 6]
    let found = SymmetricSystem(matrix: matrix, right: [4, 5, 9]).solution(leastPivot: 1e-9)
    #expect(found[2] == 0)
    #expect(abs(found[0] - 1) < 1e-12 && abs(found[1] - 2) < 1e-12)
  }
}
