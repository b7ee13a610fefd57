import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite("Viscosity of water")
struct WaterViscosityTests {
  /// Published values carry six digits or fewer: 0.01 % covers their rounding.
  @Test(
    "agrees with published values to 0.01 %",
    arguments: zip(
      [15.0, 20, 25, 30, 37], [1.13755, 1.00157, 0.89000, 0.79721, 0.69130]))
  func published(temperature_C: Double, expected_mPas: Double) throws {
    let viscosity_mPas = try #require(WaterViscosity.viscosity_mPas(at: temperature_C))
    #expect(abs(viscosity_mPas / expected_mPas - 1) < 1e-4)
  }

  @Test("meets the check value of the formulation, 889.997 µPa·s at 298.15 K, to all its digits")
  func checkValue() throws {
    let viscosity_mPas = try #require(WaterViscosity.viscosity_mPas(at: 25))
    #expect(abs(viscosity_mPas - 0.889_997) <= 0.000_000_5)
  }

  @Test("falls with temperature from melting to boiling")
  func falls() throws {
    let viscosities = try (0...100).map {
      try #require(WaterViscosity.viscosity_mPas(at: Double($0)))
    }
    #expect(zip(viscosities, viscosities.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("is unknown outside of the liquid range", arguments: [-0.01, 100.01, .nan, .infinity])
  func outside(temperature_C: Double) {
    #expect(WaterViscosity.viscosity_mPas(at: temperature_C) == nil)
  }
}
