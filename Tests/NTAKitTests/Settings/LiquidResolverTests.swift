import NTAKit
import Testing

@Suite("Liquid and viscosity")
struct LiquidResolverTests {
  private static func resolve(
    medium: String? = nil, viscosity_mPas: Double? = nil, header: String? = nil
  ) throws -> ResolvedSettings {
    var options = SettingOptions()
    options.pixelSize_um = 0.7
    options.exposure_s = 0
    options.medium = medium
    options.viscosity_mPas = viscosity_mPas
    if header == nil { options.temperature_C = 25 }
    let parsed = try header.map {
      try ZetaViewHeader.parsing("ZetaView S/N:\t1\nTemperature:\t25.0\n" + $0, path: "h.txt")
    }
    return try SettingsResolver.resolve(
      options: options, recording: Recording(positions: [], header: parsed))
  }

  private static let water_mPas = WaterViscosity.viscosity_mPas(at: 25) ?? .nan
  /// The straight line at 25 °C: 1.002 - 0.02043 x 5 mPa·s.
  private static let estimate = "Viscosity:\t0.899850\n"

  @Test("the viscosity follows from the medium")
  func derived() throws {
    let settings = try Self.resolve(medium: "PBS").settings
    #expect(settings.medium == Setting("pbs", from: .commandLine))
    #expect(settings.viscosity_mPas == Setting(Self.water_mPas * 1.02, from: .derived))
  }

  @Test("a given viscosity goes before the medium's; any medium may have one")
  func given() throws {
    let settings = try Self.resolve(medium: "glycerol 20 %", viscosity_mPas: 1.5).settings
    #expect(settings.medium.value == "glycerol 20 %")
    #expect(settings.viscosity_mPas == Setting(1.5, from: .commandLine))
    #expect(
      try Self.resolve(medium: "pbs", viscosity_mPas: 1.5).settings.viscosity_mPas.value == 1.5)
    #expect(
      throws: SettingsError.unknownMedium(name: "glycerol 20 %", origin: "command line")
    ) {
      try Self.resolve(medium: "glycerol 20 %")
    }
  }

  @Test("the instrument's straight-line estimate gives way to the medium's viscosity, with a word")
  func estimated() throws {
    let resolved = try Self.resolve(header: "Electrolyte:\tPBS\n" + Self.estimate)
    #expect(resolved.settings.medium == Setting("pbs", from: .instrumentHeader))
    #expect(resolved.settings.viscosity_mPas == Setting(Self.water_mPas * 1.02, from: .derived))
    #expect(resolved.warnings.map(\.code) == ["HEADER_VISCOSITY_REPLACED"])
  }

  @Test("an operator's figure in the header counts, unless the medium is named above it")
  func operators() throws {
    let header = "Electrolyte:\tWATER\nViscosity:\t1.2\n"
    let settings = try Self.resolve(header: header).settings
    #expect(settings.viscosity_mPas == Setting(1.2, from: .instrumentHeader))
    let overruled = try Self.resolve(medium: "water", header: header)
    #expect(overruled.settings.viscosity_mPas == Setting(Self.water_mPas, from: .derived))
    #expect(overruled.warnings.isEmpty)
  }

  @Test("an electrolyte nobody knows is taken as water, with a warning")
  func unknownElectrolyte() throws {
    let resolved = try Self.resolve(header: "Electrolyte:\tHEPES\n")
    #expect(resolved.settings.medium == Setting("water", from: .programDefault))
    #expect(resolved.warnings.map(\.code) == ["MEDIUM_ASSUMED"])
  }
}
