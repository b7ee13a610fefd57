import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite("Media")
struct MediumTests {
  @Test("PBS is 2 % more viscous than water at every temperature", arguments: [5.0, 25, 60])
  func saline(temperature_C: Double) throws {
    let water = try #require(Medium.water.viscosity_mPas(at: temperature_C))
    let saline = try #require(Medium.pbs.viscosity_mPas(at: temperature_C))
    #expect(water == WaterViscosity.viscosity_mPas(at: temperature_C))
    #expect(abs(saline / water - 1.02) < 1e-12)
  }

  @Test("names are found whatever their case")
  func names() {
    #expect(Medium(name: "PBS") == .pbs)
    #expect(Medium(name: "WATER") == .water)
    #expect(Medium(name: "glycerol") == nil)
  }
}
