import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite("Liquid and viscosity")
struct LiquidResolverTests {
  private static func resolve(
    medium: String? = nil, viscosity_mPas: Double? = nil, model: ViscosityModel? = nil,
    temperature_C: Double? = nil, header: String? = nil, runFile: String? = nil
  ) throws -> ResolvedSettings {
    var options = SettingOptions()
    options.pixelSize_um = 0.7
    options.exposure_s = 0
    options.medium = medium
    options.viscosity_mPas = viscosity_mPas
    options.viscosityModel = model
    options.temperature_C = temperature_C ?? (header == nil ? 25 : nil)
    let parsed = try header.map {
      InstrumentHeader(
        try ZetaViewHeader(
          parsing: "ZetaView S/N:\t1\nTemperature:\t25.0\n" + $0, path: "/data/h.txt"))
    }
    return try SettingsResolver.resolve(
      options: options,
      recording: Recording(
        positions: [], runFile: try runFile.map { try RunFile.parsing($0, path: "run.yaml") },
        header: parsed))
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
    #expect(resolved.warnings.first?.message.hasPrefix("h.txt: ") == true)
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
    #expect(resolved.warnings.first?.message.hasPrefix("h.txt: ") == true)
  }

  // Values printed by instruments of software 8.06.
  @Test(
    "the ZetaView's line, to its last digit",
    arguments: [
      (24.93, 0.901280), (25.34, 0.892904), (27.28, 0.853270), (26.71, 0.864915), (25.13, 0.897194),
      (25.06, 0.898624),
    ])
  func zetaViewLine(temperature_C: Double, printed_mPas: Double) throws {
    let settings = try Self.resolve(
      medium: "pbs", model: .zetaview, temperature_C: temperature_C
    ).settings
    #expect(abs(settings.viscosity_mPas.value - printed_mPas) < 1e-6)
    #expect(settings.viscosity_mPas.source == .derived)
    #expect(settings.viscosityModel == Setting(.zetaview, from: .commandLine))
    #expect(settings.medium.value == "pbs")
  }

  @Test("asked for, the instrument's own figure is taken with its own temperature only")
  func instrumentFigure() throws {
    // Of 24.95 °C: software before 8.06 does not print the temperature it reckons with.
    let header = "Electrolyte:\tPBS 0.1x\nViscosity:\t0.900872\n"
    let own = try Self.resolve(model: .zetaview, header: header)
    #expect(own.settings.viscosity_mPas == Setting(0.900872, from: .instrumentHeader))
    #expect(own.settings.medium.value == "PBS 0.1x")
    #expect(own.warnings.isEmpty)
    let other = try Self.resolve(model: .zetaview, temperature_C: 22, header: header)
    #expect(abs(other.settings.viscosity_mPas.value - 0.96114) < 1e-9)
  }

  @Test("a viscosity stated as high as the model goes before it, a lower one does not")
  func modelOrStated() throws {
    let stated = try Self.resolve(viscosity_mPas: 0.91, model: .zetaview).settings
    #expect(stated.viscosity_mPas.value == 0.91)
    #expect(stated.viscosityModel == nil)
    let file = "viscosity_mPas: 0.91\nviscosity_model: iapws\n"
    #expect(try Self.resolve(runFile: file).settings.viscosity_mPas.value == 0.91)
    let overruled = try Self.resolve(model: .zetaview, runFile: file).settings
    #expect(abs(overruled.viscosity_mPas.value - 0.89985) < 1e-9)
  }

  @Test("the line is refused where it means nothing, and for a liquid the operator names")
  func lineRefused() {
    #expect(throws: SettingsError.self) {
      try Self.resolve(model: .zetaview, temperature_C: 60)
    }
    #expect(throws: SettingsError.unknownMedium(name: "ethanol", origin: "command line")) {
      try Self.resolve(medium: "ethanol", model: .zetaview)
    }
  }

  @Test("run.yaml names the model; another name is an error")
  func runFileModel() throws {
    let settings = try Self.resolve(runFile: "viscosity_model: zetaview\n").settings
    #expect(settings.viscosityModel == Setting(.zetaview, from: .runFile))
    #expect(throws: SettingsError.self) { try RunFile.parsing("viscosity_model: line", path: "r") }
  }
}
