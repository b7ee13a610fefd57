import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Step mixture")
struct DisplacementPriorTests {
  @Test("The density is one over the plane, for one frame or three", arguments: [1, 3] as [Float])
  func integratesToOne(intervals: Float) {
    var mixture = DisplacementPrior(fastest: 4.3)
    for squared in [0.1, 0.3, 0.05] as [Float] { mixture.observe(squared, intervals: 1) }
    for m in [mixture, DisplacementPrior(fastest: 4.3)] {
      // Over u = ln r², since the scales span three decades: dA = pi r² du.
      let step: Float = 0.02
      let law = m.law(intervals: intervals)
      let sum = stride(from: Float(-14), to: 6, by: step).reduce(Float(0)) {
        let squared = expf($1)
        return $0 + law.density(squared) * .pi * squared * step
      }
      #expect(abs(sum - 1) < 1e-3)
      #expect(abs(m.weights.sum() - 1) < 1e-5)
    }
  }

  @Test("Learns a particle's own step scale", arguments: [0, 3, 6])
  func learns(scale: Int) {
    let fastest: Float = 4.3
    let own = fastest / Float(1 << scale)
    var generator = SeededGenerator(seed: 53, stream: UInt64(scale))
    var mixture = DisplacementPrior(fastest: fastest)
    for _ in 0..<60 {
      // The squared length of a step is exponential, shifted in scale by the localisation noise.
      mixture.observe(-(own + 0.02) * logf(Float(generator.uniform())), intervals: 1)
    }
    // A mean of 60 exponentials has a standard error of 13 %: two octaves off are excluded.
    let near = (0..<DisplacementPrior.count).filter { abs($0 - scale) <= 1 }
    #expect(near.reduce(0) { $0 + mixture.weights[$1] } > 0.99)
  }

  @Test("One absurd step does not rule anything out")
  func keepsAnOpenMind() {
    var mixture = DisplacementPrior(fastest: 4.3)
    for _ in 0..<40 { mixture.observe(0.05, intervals: 1) }
    mixture.observe(1e4, intervals: 1)
    #expect((0..<DisplacementPrior.count).allSatisfy { mixture.weights[$0] > 0 })
    #expect(abs(mixture.weights.sum() - 1) < 1e-5)
    for _ in 0..<40 { mixture.observe(3, intervals: 1) }
    #expect(mixture.weights[0] + mixture.weights[1] > 0.95)
  }

  @Test("The exponential of sixteen numbers is the library's")
  func exponentials() {
    for first in stride(from: Float(-79), to: 79, by: 0.37) {
      var x = SIMD16<Float>()
      for lane in 0..<16 { x[lane] = first + 0.02 * Float(lane) }
      let found = exponential(x)
      for lane in 0..<16 {
        #expect(abs(Double(found[lane]) / exp(Double(x[lane])) - 1) < 5e-7)
      }
    }
    // Beyond the range it stays at its ends.
    let far = exponential(SIMD16(repeating: -.infinity))
    #expect(far[0] > 0 && far[0] < 1e-34)
    #expect(exponential(SIMD16(repeating: .infinity))[0].isFinite)
  }
}
