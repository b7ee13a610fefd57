import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Non-negative quadratic problems")
struct NNLSTests {
  @Test("The conditions of the lowest point hold", arguments: 0..<40)
  func conditions(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let size = 1 + seed % 9
    let rows = (0..<size + 3).map { _ in (0..<size).map { _ in generator.normal() } }
    let linear = (0..<size).map { _ in generator.normal() }
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    for i in 0..<size {
      for j in 0..<size { matrix[i][j] = rows.reduce(0) { $0 + $1[i] * $1[j] } }
    }
    var problem = NNLS(
      size: size, linear: linear, start: [Double](repeating: 0, count: size))
    for i in 0..<size { for j in 0...i { problem.setCurvature(i, j, matrix[i][j]) } }
    let x = problem.minimiser()
    for i in 0..<size {
      let slope = (0..<size).reduce(-linear[i]) { $0 + matrix[i][$1] * x[$1] }
      #expect(x[i] >= 0)
      // No descent is left: flat where free, uphill where at the bound.
      if x[i] > 0 { #expect(abs(slope) < 1e-5) } else { #expect(slope > -1e-5) }
    }
  }

  @Test("Unknowns that are the same share what one would have")
  func dependent() {
    var problem = NNLS(size: 2, linear: [1, 1], start: [0, 0])
    for i in 0..<2 { for j in 0...i { problem.setCurvature(i, j, 2) } }
    let x = problem.minimiser()
    #expect(abs(x[0] + x[1] - 0.5) < 1e-6)
  }
}
