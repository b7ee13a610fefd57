import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Mie scattering")
struct MieScatteringTests {
  /// Bohren and Huffman's test case (appendix A), and two of Wiscombe's (NCAR/TN-140+STR).
  @Test(
    "Published efficiencies",
    arguments: [
      (2 * Double.pi * 0.525 / 0.6328, 1.55, 3.10543), (10, 1.5, 2.8820), (100, 1.5, 2.0944),
    ])
  func published(sizeParameter: Double, index: Double, efficiency: Double) {
    let series = MieScattering(sizeParameter: sizeParameter, relativeIndex: index)
    #expect(abs(series.efficiency / efficiency - 1) < 3e-5)
  }

  @Test("Small spheres follow Rayleigh's law")
  func rayleigh() {
    let x = 0.02
    let m = 1.2
    let contrast = (m * m - 1) / (m * m + 2)
    let expected = 8 / 3 * pow(x, 4) * contrast * contrast
    let series = MieScattering(sizeParameter: x, relativeIndex: m)
    // The next term of the expansion is of order x².
    #expect(abs(series.efficiency / expected - 1) < x * x)
    // Unpolarised: 1 + cos², so half as much at a right angle as straight on.
    #expect(abs(series.intensity(cosine: 0) / series.intensity(cosine: 1) - 0.5) < x * x)
  }

  @Test("The pattern integrates to the efficiency", arguments: [0.5, 2, 6])
  func pattern(sizeParameter x: Double) {
    let series = MieScattering(sizeParameter: x, relativeIndex: 1.2)
    let steps = 4000
    var sum = 0.0
    for step in 0..<steps {
      sum += series.intensity(cosine: (Double(step) + 0.5) / Double(steps) * 2 - 1)
    }
    let crossSection = sum * 2 / Double(steps) * 2 * Double.pi / (Double.pi * x * x)
    // The midpoint rule's own error is of order (order of the pattern / steps)².
    #expect(abs(crossSection / series.efficiency - 1) < 1e-4)
  }

  @Test("The brightness of small particles grows with the sixth power")
  func brightness() {
    let optics = SimulatedOptics()
    #expect(abs(optics.relativeBrightness(diameter_nm: 100, index: 1.59) - 1) < 1e-12)
    let ratio =
      optics.relativeBrightness(diameter_nm: 20, index: 1.40)
      / optics.relativeBrightness(diameter_nm: 10, index: 1.40)
    // Departure from 64 is of order x² with x = 0.17 at 20 nm.
    #expect(abs(ratio / 64 - 1) < 0.03)
    #expect(optics.relativeBrightness(diameter_nm: 100, index: 1.33) == 0)
    var rayleigh = optics
    rayleigh.scattering = .rayleigh
    #expect(abs(rayleigh.relativeBrightness(diameter_nm: 200, index: 1.59) - 64) < 1e-9)
    // Light from the far ends of a large sphere interferes: less than Rayleigh at a right angle.
    #expect(optics.relativeBrightness(diameter_nm: 200, index: 1.59) < 64)
  }
}
