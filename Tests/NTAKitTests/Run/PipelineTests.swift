import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Pipeline")
struct PipelineTests {
  /// Three positions on disk, and the settings that fit them.
  private static func recorded(
    _ preset: SimulationParameters.Preset, width: Int, height: Int, frames: Int,
    concentration_per_mL: Double = 0, in folder: TemporaryFolder
  ) throws -> (recording: Recording, settings: MeasurementSettings) {
    var parameters = SimulationParameters.preset(preset)
    parameters.camera.width = width
    parameters.camera.height = height
    parameters.positions = 3
    parameters.frames = frames
    for index in parameters.populations.indices {
      parameters.populations[index].concentration_per_mL = concentration_per_mL
    }
    var run = SimulatedRun(try Simulator(parameters, seed: 181))
    run.format = SimulatedVideoFormat(.raw)
    run.threads = 2
    try run.write(to: folder.file("run"))
    var settings = MeasurementSettings(of: parameters)
    settings.exposure_s = Setting(parameters.exposure_s, from: .runFile)
    settings.threads = 2
    return (try Recording(inputs: [folder.file("run")]), settings)
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

  @Test("Excluded regions hold no particles, and are no part of the observed volume")
  func excludedRegions() async throws {
    let folder = try TemporaryFolder()
    let run = try Self.recorded(
      .beads110, width: 240, height: 180, frames: 60, concentration_per_mL: 1e8, in: folder)
    let recording = run.recording
    var settings = run.settings
    let whole = try await Pipeline(settings: settings).analyze(recording)
    settings.excludedRegions = Setting(
      try #require(ExcludedRegions("0,0,120,180;100,0,20,90")), from: .commandLine)
    let half = try await Pipeline(settings: settings).analyze(recording)
    let pixel_um = settings.pixelSize_um.value
    // A mean over a track that ends where the region begins.
    #expect(half.particles.allSatisfy { $0.x_um >= 119.5 * pixel_um })
    #expect(half.particles.count > 50)
    // Both counts scatter by the root of the tracks they come from.
    let counts = try [whole, half].map { try #require($0.concentration).measured_per_mL }
    let scatter = (1 / Double(whole.particles.count) + 1 / Double(half.particles.count))
      .squareRoot()
    #expect(abs(counts[1] / counts[0] - 1) < 4 * scatter + 0.03, "\(counts)")
  }

  @Test("Beads of 110 nm are measured as such")
  func beads() async throws {
    let folder = try TemporaryFolder()
    let (recording, settings) = try Self.recorded(
      .beads110, width: 240, height: 180, frames: 60, concentration_per_mL: 1e8, in: folder)
    let result = try await Pipeline(settings: settings).analyze(recording)
    let size = try #require(result.size)
    // Steps of all tracks together: relative variance of D of 2.1 for each step, over two axes.
    let steps = result.particles.reduce(0) { $0 + $1.frames - 1 }
    let error = (2.1 / 2 / Double(steps)).squareRoot()
    #expect(steps > 2000, "\(steps)")
    // The mode of a narrow population is as good as its mean; 2 % for the pictures themselves.
    let statistics = size.statistics
    #expect(abs(statistics.mode_nm / 110 - 1) < 4 * error + 0.02, "\(statistics)")
    #expect(size.intervals.mode_nm.contains(statistics.mode_nm))
    #expect(size.resamples.count == Pipeline.defaultResamples)
    // Shares of the particles of the mean resample, and the very distributions behind the intervals.
    let totals = size.resamples.map { $0.reduce(0, +) }
    #expect(abs(totals.reduce(0, +) / Double(totals.count) - 1) < 1e-9)
    let medians = zip(size.resamples, totals).map { shares, total in
      SizeDistribution(grid: .standard, numberFraction: shares.map { $0 / total }).quantile_nm(0.5)
    }
    let interval = ResampledIntervals.standard(around: statistics.d50_nm, medians)
    #expect(abs(interval.lowerBound - size.intervals.d50_nm.lowerBound) < 1e-6)
    #expect(result.positions.map(\.removal) == [nil, nil, nil])
    #expect(result.positions.map(\.frames) == [60, 60, 60])
    #expect(result.tracking.used == result.particles.count)
    let codes = result.warnings.map(\.code)
    #expect(!codes.contains("NO_PARTICLES") && !codes.contains("MSD_NOT_LINEAR"))
  }

  @Test("The same input gives the same bytes, again and with any number of threads")
  func repeats() async throws {
    let folder = try TemporaryFolder()
    var (recording, settings) = try Self.recorded(
      .beads110, width: 160, height: 120, frames: 20, concentration_per_mL: 1.2e8, in: folder)
    let result = try await Pipeline(settings: settings, keepsTracks: true).analyze(recording)
    #expect(result.particles.count > 20)
    let first = try Self.written(result, in: folder, "first")
    #expect(first.count == 9)
    let again = try await Pipeline(settings: settings, keepsTracks: true).analyze(recording)
    #expect(try Self.written(again, in: folder, "again") == first)
    settings.threads = 1
    let alone = try await Pipeline(settings: settings, keepsTracks: true).analyze(recording)
    #expect(try Self.written(alone, in: folder, "alone") == first)

    // The tracks alone, sized again, are the same particles.
    let sized = Pipeline(settings: settings).size(result.tracks)
    #expect(sized.particles.map(\.diameter_nm) == result.particles.map(\.diameter_nm))
  }

  @Test("What is not known of a calibrated slab is in the interval of the concentration")
  func calibratedSlab() async throws {
    let folder = try TemporaryFolder()
    var (recording, settings) = try Self.recorded(
      .beads110, width: 160, height: 120, frames: 20, concentration_per_mL: 1.2e8, in: folder)
    var halfWidths: [Double] = []
    for error in [0, 0.2] {
      settings.calibration = AppliedCalibration(
        file: "beads.json", standard: "ps-110", passed: true, axialHalfWidth_um: 6,
        axialHalfWidthRelativeError: error)
      let result = try await Pipeline(settings: settings).analyze(recording)
      let concentration = try #require(result.concentration)
      #expect(concentration.method == .calibrated && concentration.axialHalfWidth_um == 6)
      let ends = concentration.interval95_per_mL
      halfWidths.append(0.5 * log(ends.upperBound / ends.lowerBound) / 1.96)
    }
    let added = halfWidths[1] * halfWidths[1] - halfWidths[0] * halfWidths[0]
    #expect(abs(added - 0.04) < 1e-9, "\(halfWidths)")
  }

  @Test("Dirt and noise are no population")
  func blank() async throws {
    let folder = try TemporaryFolder()
    let (recording, settings) = try Self.recorded(
      .blank, width: 160, height: 120, frames: 40, in: folder)
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
    let settings = MeasurementSettings.water(pixelSize_um: 0.7)
    let recording = Recording(positions: [
      PositionSource(index: 1, source: .file(path: path), fileName: "a.avi")
    ])
    do {
      _ = try await Pipeline(settings: settings).analyze(recording)
      Issue.record("text was measured")
    } catch {
      #expect(error.description.contains("a.avi"))
      #expect(error.category == .damagedInput || error.category == .unreadableInput)
    }
  }
}
