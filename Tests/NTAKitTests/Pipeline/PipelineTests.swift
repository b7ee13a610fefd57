import Foundation
import Testing

@testable import NTAKit

@Suite("Pipeline")
struct PipelineTests {
  /// Three positions of 40 frames, 320 x 240, on disk, and the settings that fit them.
  private static func recorded(
    _ preset: SimulationParameters.Preset, in folder: TemporaryFolder
  ) throws -> (recording: Recording, settings: MeasurementSettings) {
    var parameters = SimulationParameters.preset(preset)
    parameters.camera.width = 320
    parameters.camera.height = 240
    parameters.positions = 3
    parameters.frames = 40
    var run = SimulatedRun(try Simulator(parameters, seed: 181))
    run.format = SimulatedVideoFormat(.raw)
    run.threads = 2
    try run.write(to: folder.file("run"))
    var settings = MeasurementSettings(
      pixelSize_um: Setting(parameters.pixelSize_um, from: .runFile),
      temperature_C: Setting(parameters.temperature_C, from: .runFile),
      viscosity_mPas: Setting(parameters.viscosity_mPas, from: .runFile))
    settings.exposure_s = Setting(parameters.exposure_s, from: .runFile)
    settings.threads = 2
    return (try Recording.resolving(inputs: [folder.file("run")]), settings)
  }

  /// The bytes of all files of a result but the log, which holds times.
  private static func written(_ result: RunResult, in folder: TemporaryFolder, _ name: String)
    throws -> [String: [UInt8]]
  {
    try ResultFolder(folder.file(name)).write(result, log: RunLog(), tracks: true)
    let names = try folder.entries(name).filter { $0 != "run.log" }
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0, try folder.bytes(of: "\(name)/\($0)")) })
  }

  @Test("Beads of 110 nm are measured as such, to the same byte whatever the threads")
  func beads() async throws {
    let folder = try TemporaryFolder()
    var (recording, settings) = try Self.recorded(.beads110, in: folder)
    let result = try await Pipeline(settings: settings, keepsTracks: true).analyze(recording)

    let size = try #require(result.size)
    // Steps of all tracks together: relative variance of D of 2.1 for each step, over two axes.
    let steps = result.particles.reduce(0) { $0 + $1.frames - 1 }
    let error = (2.1 / 2 / Double(steps)).squareRoot()
    #expect(steps > 1000, "\(steps)")
    // The mode of a narrow population is as good as its mean; 2 % for the pictures themselves.
    #expect(abs(size.statistics.mode_nm / 110 - 1) < 4 * error + 0.02, "\(size.statistics)")
    #expect(abs(size.statistics.mean_nm / 110 - 1) < 4 * error + 0.03, "\(size.statistics)")
    #expect(size.statistics.cv < 0.2)
    #expect(size.intervals.mean_nm.contains(size.statistics.mean_nm))
    #expect(result.positions.map(\.removal) == [nil, nil, nil])
    #expect(result.positions.map(\.frames) == [40, 40, 40])
    #expect(result.tracking.used == result.particles.count)
    #expect(!result.warnings.contains { $0.code == "NO_PARTICLES" || $0.code == "MSD_NOT_LINEAR" })

    let first = try Self.written(result, in: folder, "first")
    #expect(first.count == 6)
    let again = try await Pipeline(settings: settings, keepsTracks: true).analyze(recording)
    #expect(try Self.written(again, in: folder, "again") == first)
    settings.threads = 1
    let alone = try await Pipeline(settings: settings, keepsTracks: true).analyze(recording)
    #expect(try Self.written(alone, in: folder, "alone") == first)

    // The tracks alone, sized again, are the same particles.
    let sized = Pipeline(settings: settings).size(result.tracks)
    #expect(sized.particles.map(\.diameter_nm) == result.particles.map(\.diameter_nm))
  }

  @Test("Dirt and noise are no population")
  func blank() async throws {
    let folder = try TemporaryFolder()
    let (recording, settings) = try Self.recorded(.blank, in: folder)
    let result = try await Pipeline(settings: settings).analyze(recording)
    #expect(result.size == nil)
    #expect(result.concentration == nil)
    #expect(result.warnings.map(\.code).contains("NO_PARTICLES"))
    #expect(result.tracks.isEmpty)
    #expect(try Self.written(result, in: folder, "result")["summary.json"] != nil)
  }

  @Test("A file that is no video is an error that names it")
  func noVideo() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("no frames in here", to: "a.avi")
    let settings = MeasurementSettings(
      pixelSize_um: Setting(0.7, from: .commandLine),
      temperature_C: Setting(25, from: .commandLine),
      viscosity_mPas: Setting(0.89, from: .commandLine))
    let recording = Recording(positions: [
      PositionSource(index: 1, source: .file(path: path), fileName: "a.avi")
    ])
    do {
      _ = try await Pipeline(settings: settings).analyze(recording)
      Issue.record("text was measured")
    } catch {
      #expect(error.description.contains("a.avi"))
      #expect(error.exitCode == .damagedInput || error.exitCode == .unreadableInput)
    }
  }
}
