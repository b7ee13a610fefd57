import _TestSupport
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

/// What a stack states of the settings reaches them, with its source and below all others.
@Suite("What the files of a recording state")
struct ContainerValuesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A stack of ImageJ with 0.25 µm a pixel and a frame each 40 ms, unless said otherwise.
  private func stack(
    _ name: String, interval_ms: Double = 40, unit: String = "micron", channels: Int = 1
  ) throws -> String {
    var tiff = DrawnTIFF(
      (0..<6).map { DrawnVideo.noise(frame: $0, width: 32, height: 32, whiteLevel: 65535) })
    tiff.resolution = 4
    tiff.description = """
      ImageJ=1.53t
      images=6
      channels=\(channels)
      frames=\(6 / channels)
      hyperstack=true
      unit=\(unit)
      finterval=\(interval_ms)
      tunit=ms

      """
    return try tiff.write(to: folder.file(name))
  }

  private func resolve(
    _ inputs: [String], _ options: SettingOptions = SettingOptions()
  ) throws -> ResolvedSettings {
    var options = options
    options.temperature_C = 25
    return try SettingsResolver.resolve(
      options: options, recording: try Recording(inputs: inputs))
  }

  @Test func scaleAndRateAreTaken() throws {
    let resolved = try resolve([try stack("a.tif")])
    #expect(resolved.settings.pixelSize_um == Setting(0.25, from: .container))
    #expect(resolved.settings.frameRate_hz == Setting(25, from: .container))
    #expect(!resolved.warnings.map(\.kind).contains(.fileDisagrees))
  }

  @Test func whatIsGivenGoesBeforeAndIsCompared() throws {
    let path = try stack("a.tif")
    var options = SettingOptions()
    options.pixelSize_um = 0.5
    options.frameRate_hz = 25.1
    let resolved = try resolve([path], options)
    #expect(resolved.settings.pixelSize_um == Setting(0.5, from: .commandLine))
    // A rate off by 0.4 % is rounded, a scale off by half is another.
    #expect(
      resolved.warnings.filter { $0.kind == .fileDisagrees } == [
        .fileDisagrees(
          file: "a.tif", setting: "pixel_size_um", value: 0.5, source: "command line",
          stated: 0.25, unit: "µm")
      ])
  }

  @Test func filesThatDisagreeStateNothing() throws {
    let paths = [try stack("a.tif"), try stack("b.tif", interval_ms: 50)]
    let resolved = try resolve(paths)
    #expect(resolved.settings.pixelSize_um.source == .container)
    #expect(resolved.settings.frameRate_hz == nil)
    let other = [paths[0], try stack("c.tif", unit: "pixel")]
    #expect(throws: SettingsError.missing([SettingDefinition[\.pixelSize_um]])) {
      try resolve(other)
    }
  }

  @Test func theChannelIsASettingOfTheMeasurement() async throws {
    let path = try stack("a.tif", channels: 2)
    let recording = try Recording(inputs: [path])
    var options = SettingOptions()
    options.temperature_C = 25
    let without = try SettingsResolver.resolve(options: options, recording: recording)
    await #expect(throws: NTAError.self) { try await Pipeline(without).analyze(recording) }
    options.channel = 2
    let with = try SettingsResolver.resolve(options: options, recording: recording)
    let result = try await Pipeline(with).analyze(recording)
    #expect(result.positions[0].frames == 3)
    #expect(result.settings.channel == Setting(2, from: .commandLine))
  }

  @Test func theProbeShowsWhatTheFileStates() throws {
    let report = try ProbeReport(try Recording(inputs: [try stack("a.tif", channels: 2)]))
    for line in [
      "samples    16-bit", "described  by ImageJ", "channels   2", "depths     1",
      "pixel size 0.25 µm", "frame rate 25 Hz", "frames     3 (the file states 3)",
    ] {
      #expect(report.text().contains("  " + line + "\n"), "\(line)")
    }
    let json = try report.json()
    #expect(json.contains("\"channels\" : 2") && json.contains("\"pixel_size_um\" : 0.25"))
  }
}
