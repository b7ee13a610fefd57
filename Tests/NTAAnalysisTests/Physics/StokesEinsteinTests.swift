import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Stokes-Einstein")
struct StokesEinsteinTests {
  private static let water = StokesEinstein(temperature_C: 25, viscosity_mPas: 0.89)

  @Test("Reference values in water at 25 °C", arguments: [(100.0, 4.907), (110, 4.4610)])
  func reference(diameter_nm: Double, diffusion: Double) {
    let found = Self.water.diffusion_um2_per_s(diameter_nm: diameter_nm)
    #expect(abs(found - diffusion) < 0.0005)
    #expect(abs(Self.water.diameter_nm(diffusion_um2_per_s: found) - diameter_nm) < 1e-9)
  }

  @Test("4 D dt of 110 nm at 30 Hz is 0.5948 µm²")
  func step() {
    #expect(abs(4 * Self.water.diffusion_um2_per_s(diameter_nm: 110) / 30 - 0.5948) < 5e-5)
  }

  @Test("One degree makes water's particles 2.6 % faster, by temperature and viscosity")
  func sensitivity() throws {
    let viscosity = try #require(WaterViscosity.viscosity_mPas(at: 26))
    let warmer = StokesEinstein(temperature_C: 26, viscosity_mPas: viscosity)
    let base = StokesEinstein(
      temperature_C: 25, viscosity_mPas: try #require(WaterViscosity.viscosity_mPas(at: 25)))
    let ratio = warmer.product_um2_nm_per_s / base.product_um2_nm_per_s
    #expect(abs(ratio - 1.026) < 0.001)
  }
}
