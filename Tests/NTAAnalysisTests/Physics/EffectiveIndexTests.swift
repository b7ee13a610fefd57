import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Effective refractive index")
struct EffectiveIndexTests {
  private static func optics(aperture: Double = 0.3) -> SimulatedOptics {
    var optics = SimulatedOptics()
    optics.numericalAperture = aperture
    return optics
  }

  private static func found(
    diameter_nm: Double, index: Double, under optics: SimulatedOptics
  ) throws -> Double? {
    let scale = try #require(
      EffectiveIndex(
        beadDiameter_nm: 110, beadIndex: 1.59, wavelength_nm: optics.wavelength_nm))
    return scale.index(
      diameter_nm: diameter_nm,
      brightness: optics.relativeBrightness(diameter_nm: diameter_nm, index: index)
        / optics.relativeBrightness(diameter_nm: 110, index: 1.59))
  }

  @Test("the index that was drawn comes back", arguments: [1.34, 1.37, 1.40, 1.46, 1.59, 1.9])
  func roundTrip(index: Double) throws {
    for diameter_nm in stride(from: 30.0, through: 330, by: 20) {
      let found = try Self.found(diameter_nm: diameter_nm, index: index, under: Self.optics())
      #expect(abs((found ?? 0) - index) < 1e-6, "\(diameter_nm) nm")
    }
  }

  @Test("objectives of another aperture see nearly the same", arguments: [0.1, 0.4])
  func aperture(_ aperture: Double) throws {
    for (diameter_nm, index) in [(60.0, 1.4), (100, 1.4), (150, 1.4), (120, 1.46), (250, 1.4)] {
      let found = try Self.found(
        diameter_nm: diameter_nm, index: index, under: Self.optics(aperture: aperture))
      #expect(abs((found ?? 0) - index) < 0.002, "\(diameter_nm) nm")
    }
  }

  @Test("what no such sphere can be has no index")
  func impossible() throws {
    let scale = try #require(
      EffectiveIndex(beadDiameter_nm: 110, beadIndex: 1.59, wavelength_nm: 488))
    #expect(scale.index(diameter_nm: 30, brightness: 100) == nil)
    #expect(scale.index(diameter_nm: 400, brightness: 1) == nil)
    for brightness in [0, -1, .infinity, .nan] {
      #expect(scale.index(diameter_nm: 100, brightness: brightness) == nil)
    }
  }

  @Test(
    "beads and lasers that make no sense are no measure",
    arguments: [
      (0.0, 1.59, 488.0), (110, 1.33, 488), (110, 3, 488), (110, 1.59, 0), (110, 1.59, 1e6),
    ])
  func refused(diameter_nm: Double, index: Double, wavelength_nm: Double) {
    #expect(
      EffectiveIndex(
        beadDiameter_nm: diameter_nm, beadIndex: index, wavelength_nm: wavelength_nm) == nil)
  }
}
