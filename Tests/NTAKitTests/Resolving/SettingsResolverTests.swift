import _TestSupport
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite("Precedence of settings")
struct SettingsResolverTests {
  /// Five sources, highest first, each with a value of its own for the pixel size.
  private static let sources: [SettingSource] = [
    .commandLine, .runFile, .calibration, .instrumentHeader, .instrumentProfile,
  ]

  private static func pixelSize(of source: SettingSource) -> Double {
    0.1 * Double((sources.firstIndex(of: source) ?? 0) + 1)
  }

  /// The settings when just these sources give a pixel size.
  private static func resolve(pixelSizeFrom given: Set<SettingSource>) throws -> ResolvedSettings {
    func value(_ source: SettingSource) -> Double? {
      given.contains(source) ? pixelSize(of: source) : nil
    }
    let folder = try TemporaryFolder()
    let profile = value(.instrumentProfile).map { "pixel_size_um: \($0)\n" } ?? ""
    try folder.write("instruments/mine.yaml", "model: m\nsource: s\n" + profile)
    var options = SettingOptions()
    options.pixelSize_um = value(.commandLine)
    options.temperature_C = 25
    var runFile = RunFile(path: "run.yaml")
    runFile.pixelSize_um = value(.runFile)
    runFile.instrument = "mine"
    let header = InstrumentHeader(
      try ZetaViewHeader(
        parsing: "ZetaView S/N:\t1\n"
          + (value(.instrumentHeader).map { "Micrometer per Pixel:\t\($0)\n" } ?? ""),
        path: "header.txt"))
    return try SettingsResolver.resolve(
      options: options, recording: Recording(positions: [], runFile: runFile, header: header),
      calibration: CalibrationValues(path: "c.json", pixelSize_um: value(.calibration)),
      folder: CalibrationFolder(path: folder.path))
  }

  @Test("of any set of sources the highest wins", arguments: 1..<32)
  func precedence(subset: Int) throws {
    let given = Self.sources.enumerated().filter { subset >> $0.offset & 1 == 1 }.map(\.element)
    let highest = try #require(given.first)
    let resolved = try Self.resolve(pixelSizeFrom: Set(given))
    #expect(
      resolved.settings.pixelSize_um == Setting(Self.pixelSize(of: highest), from: highest))
  }

  @Test("a physical setting that nothing supplies is an error that names argument and key")
  func missing() throws {
    let scale = SettingDefinition[\.pixelSize_um]
    let temperature = SettingDefinition[\.temperature_C]
    #expect(throws: SettingsError.missing([scale])) { try Self.resolve(pixelSizeFrom: []) }
    let error = #expect(throws: SettingsError.self) { try Self.resolve(SettingOptions()) }
    #expect(error == .missing([scale, temperature]))
    let wording = Wording { $0 == .pixelSize ? "the scale" : "the warmth" }
    #expect(
      error?.description(in: wording)
        == "pixel size in µm (1 % is 2 % of diameter) and temperature in °C (1 °C is 2.6 % of "
        + "diameter) are not known; give the scale and the warmth, or write `pixel_size_um: …` and "
        + "`temperature_C: …` into run.yaml")
    var options = SettingOptions()
    options.pixelSize_um = 0.7
    #expect(throws: SettingsError.missing([temperature])) { try Self.resolve(options) }
  }

  @Test("defaults are named as such")
  func defaults() throws {
    let resolved = try Self.resolve(Self.minimum)
    #expect(resolved.settings.dilution == Setting(1, from: .programDefault))
    #expect(resolved.settings.medium == Setting("water", from: .programDefault))
    #expect(resolved.settings.polarity == Setting(.bright, from: .programDefault))
    #expect(resolved.settings.exposure_s == Setting(0, from: .programDefault))
    #expect(resolved.settings.frameRate_hz == nil)
    #expect(resolved.settings.depth_um == nil)
    #expect(resolved.settings.viscosity_mPas.source == .derived)
    #expect(resolved.settings.viscosity_mPas.value == WaterViscosity.viscosity_mPas(at: 25))
    #expect(resolved.warnings.map(\.code) == ["EXPOSURE_UNKNOWN"])
  }

  @Test(
    "numbers of the command line that make no sense are refused",
    arguments: [Double.nan, .infinity, -.infinity, 0, -0.7, 101])
  func absurd(pixelSize_um: Double) {
    var options = Self.minimum
    options.pixelSize_um = pixelSize_um
    #expect(
      throws: SettingsError.argumentOutOfRange(
        .pixelSize, value: "\(pixelSize_um)", allowed: "from 0.001 to 100 µm")
    ) {
      try Self.resolve(options)
    }
  }

  @Test("a wrong value of the instrument can be overruled")
  func overruled() throws {
    let header = InstrumentHeader(
      try ZetaViewHeader(
        parsing: "ZetaView S/N:\t1\nMicrometer per Pixel:\t-1\nTemperature:\t25\n", path: "h.txt"))
    let recording = Recording(positions: [], header: header)
    #expect(
      throws: SettingsError.outOfRange(
        origin: "h.txt", name: "pixel_size_um", value: "-1.0", allowed: "from 0.001 to 100 µm")
    ) {
      try SettingsResolver.resolve(options: SettingOptions(), recording: recording)
    }
    var options = SettingOptions()
    options.pixelSize_um = 0.7
    let resolved = try SettingsResolver.resolve(options: options, recording: recording)
    #expect(resolved.settings.pixelSize_um == Setting(0.7, from: .commandLine))
    #expect(resolved.settings.temperature_C == Setting(25, from: .instrumentHeader))
    #expect(resolved.settings.depth_um == Setting(14.9, from: .instrumentProfile))
  }

  @Test("the instrument is that of the command line, else of run.yaml, else of the header")
  func instrument() throws {
    let header = InstrumentHeader(
      try ZetaViewHeader(parsing: "ZetaView S/N:\t19-454\n", path: "h.txt"))
    var options = Self.minimum
    var recording = Recording(positions: [], header: header)
    func found() throws -> Setting<RecordedInstrument>? {
      try SettingsResolver.resolve(options: options, recording: recording).settings.instrument
    }
    #expect(try found()?.value.name == "zetaview")
    #expect(try found()?.source == .instrumentHeader)
    #expect(try found()?.value.serialNumber == "19-454")
    recording.runFile = try RunFile.parsing("instrument: zetaview-pmx110\n", path: "run.yaml")
    #expect(try found()?.value.name == "zetaview-pmx110")
    #expect(try found()?.source == .runFile)
    options.instrument = "nanosight-ns300"
    #expect(try found()?.value.name == "nanosight-ns300")
    #expect(try found()?.source == .commandLine)
    #expect(
      try SettingsResolver.resolve(options: Self.minimum, recording: Recording(positions: []))
        .settings.instrument == nil)
  }

  @Test("the shutter cannot be open longer than a frame lasts")
  func exposure() throws {
    var options = Self.minimum
    options.frameRate_hz = 30
    options.exposure_s = 0.010
    #expect(try Self.resolve(options).settings.exposure_s == Setting(0.010, from: .commandLine))
    // 0.0334 s is 1/30 s as people round it.
    options.exposure_s = 0.0334
    #expect(try Self.resolve(options).settings.exposure_s.value == 1.0 / 30)
    options.exposure_s = 0.05
    #expect(
      throws: SettingsError.exposureExceedsFrame(
        exposure_s: 0.05, frameRate_hz: 30, exposureFrom: "command line")
    ) {
      try Self.resolve(options)
    }
  }

  @Test("threads are at least one; the sample's name comes from the highest source")
  func rest() throws {
    var options = Self.minimum
    options.threads = 0
    #expect(throws: SettingsError.self) { try Self.resolve(options) }
    options.threads = 3
    options.sample = "mine"
    let resolved = try Self.resolve(options)
    #expect(resolved.settings.threads == 3)
    #expect(resolved.sample == "mine")
  }

  private static var minimum: SettingOptions {
    var options = SettingOptions()
    options.pixelSize_um = 0.7
    options.temperature_C = 25
    return options
  }

  private static func resolve(_ options: SettingOptions) throws -> ResolvedSettings {
    try SettingsResolver.resolve(options: options, recording: Recording(positions: []))
  }

  @Test("limits for positions come from the command line, run.yaml, or the program")
  func positionLimits() throws {
    var options = SettingOptions()
    options.pixelSize_um = 0.7
    options.temperature_C = 25
    options.maximumDrift_um_per_s = 12
    let text =
      "min_tracks: 20\nmax_drift_um_per_s: 20\nmax_particles_per_frame: 300\n"
      + "outlier_count: 8\n"
    let runFile = try RunFile.parsing(text, path: "run.yaml")
    let settings = try SettingsResolver.resolve(
      options: options, recording: Recording(positions: [], runFile: runFile)
    ).settings
    #expect(settings.minimumTracks == Setting(20, from: .runFile))
    #expect(settings.maximumDrift_um_per_s == Setting(12, from: .commandLine))
    #expect(settings.maximumParticlesPerFrame == Setting(300, from: .runFile))
    #expect(settings.outlierCount == Setting(8, from: .runFile))
    #expect(settings.outlierSize == Setting(5, from: .programDefault))
    options.outlierSize = 0
    #expect(throws: SettingsError.self) {
      try SettingsResolver.resolve(options: options, recording: Recording(positions: []))
    }
  }
}
