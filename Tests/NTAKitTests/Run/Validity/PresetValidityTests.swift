import Testing
import _TestSupport

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Good runs are valid")
struct PresetValidityTests {
  @Test(
    "A small simulated run of each sample meets every check",
    arguments: SimulationParameters.Preset.allCases)
  func preset(_ preset: SimulationParameters.Preset) async throws {
    let folder = try TemporaryFolder()
    var parameters = SimulationParameters.preset(preset)
    parameters.camera.width = 240
    parameters.camera.height = 180
    parameters.positions = 3
    parameters.frames = 40
    var run = SimulatedRun(try Simulator(parameters, seed: 641))
    run.format = SimulatedVideoFormat(.raw)
    try run.write(to: folder.file("run"))
    var settings = MeasurementSettings(of: parameters)
    settings.exposure_s = Setting(parameters.exposure_s, from: .runFile)
    let result = try await Pipeline(settings: settings).analyze(
      try Recording(inputs: [folder.file("run")]))
    let failed = result.validity.checks.filter { !$0.passed }
    #expect(failed.isEmpty, "\(failed)")
    #expect(result.validity.verdict == .valid)
    #expect((result.size == nil) == (preset == .blank))
    #expect(result.validity.checks.count >= 10)
  }
}
