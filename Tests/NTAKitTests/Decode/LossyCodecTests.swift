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
}
