import Testing

@testable import NTAKit

struct LossyCodecTests {
  @Test(
    "codecs that change grey levels are told from those that do not",
    arguments: [
      (SimulatedVideoFormat.Encoding.raw, false), (.ffv1, false), (.mjpeg, true), (.mpeg4, true),
    ])
  func lossy(encoding: SimulatedVideoFormat.Encoding, isLossy: Bool) throws {
    var parameters = SimulationParameters.preset(.blank)
    parameters.positions = 1
    parameters.frames = 3
    parameters.camera.width = 64
    parameters.camera.height = 64
    let folder = try TemporaryFolder()
    var run = SimulatedRun(try Simulator(parameters, seed: 1))
    run.format = SimulatedVideoFormat(encoding)
    try run.write(to: folder.file("run"), overwrite: false)
    let recording = try Recording.resolving(inputs: [folder.file("run")])
    let source = try #require(recording.positions.first?.source)
    #expect(try VideoProbe.properties(of: source).isLossy == isLossy)
    let deviation = CalibrationMeasurement.methodDeviation(isLossy: isLossy)
    #expect((deviation > 0.003) == isLossy)
  }

  @Test(
    "what is known of the compression of a recording",
    arguments: [
      (SimulatedVideoFormat.Encoding.raw, 0, nil), (.mjpeg, 2, LossyCompression.known),
      (.mjpeg, 6, .noiseLost), (.mpeg4, 2, .unknown),
    ])
  func compression(
    encoding: SimulatedVideoFormat.Encoding, quality: Int, expected: LossyCompression?
  ) throws {
    var parameters = SimulationParameters.preset(.beads110)
    parameters.positions = 1
    parameters.frames = 12
    parameters.camera.width = 160
    parameters.camera.height = 120
    let folder = try TemporaryFolder()
    var run = SimulatedRun(try Simulator(parameters, seed: 2))
    run.format = SimulatedVideoFormat(encoding, quality: quality == 0 ? nil : quality)
    try run.write(to: folder.file("run"), overwrite: false)
    let settings = MeasurementSettings(
      pixelSize_um: Setting(parameters.pixelSize_um, from: .runFile),
      temperature_C: Setting(parameters.temperature_C, from: .runFile),
      viscosity_mPas: Setting(parameters.viscosity_mPas, from: .runFile))
    let recording = try Recording.resolving(inputs: [folder.file("run")])
    let position = try #require(recording.positions.first)
    var tracker = PositionTracker(settings: settings)
    #expect(try tracker.track(position) { _, _ in }.compression == expected)
  }
}
