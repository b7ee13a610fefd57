import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Scattering law")
struct ScatteringLawTests {
  private static let diameters_nm = stride(from: 40.0, through: 200, by: 5).map { $0 }

  /// Mie's series is the naive twin: exact, and in need of an index.
  @Test("Vesicles follow Mie's series", arguments: [405.0, 488, 642])
  func mie(wavelength_nm: Double) {
    var optics = SimulatedOptics()
    optics.wavelength_nm = wavelength_nm
    let exact = Self.diameters_nm.map {
      log(optics.relativeBrightness(diameter_nm: $0, index: 1.4))
    }
    let law = ScatteringLaw(wavelength_nm: wavelength_nm)
      .logBrightness(diameters_nm: Self.diameters_nm)
    let off = zip(law, exact).map { $0 - $1 }
    let middle = off[off.count / 2]
    #expect(off.allSatisfy { abs($0 - middle) < 0.1 }, "\(off)")
  }

  @Test("The smallest follow Rayleigh, and no larger sphere is dimmer")
  func limits() {
    let law = ScatteringLaw()
    let small = law.logBrightness(diameters_nm: [5, 10])
    #expect(abs(small[1] - small[0] - 6 * log(2)) < 0.01)
    let all = law.logBrightness(diameters_nm: SizeGrid.standard.centres_nm)
    #expect(zip(all, all.dropFirst()).allSatisfy { $0 <= $1 } && all.allSatisfy(\.isFinite))
  }
}
