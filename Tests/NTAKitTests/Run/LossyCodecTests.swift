import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct LossyCodecTests {
  /// The one position of a run of a preset, in so small a picture and so few frames.
  private func recorded(
    _ parameters: SimulationParameters, width: Int, height: Int, frames: Int, seed: UInt64,
    as format: SimulatedVideoFormat, in folder: TemporaryFolder
  ) throws -> PositionSource {
    var parameters = parameters
    parameters.positions = 1
    parameters.frames = frames
    parameters.camera.width = width
    parameters.camera.height = height
    var run = SimulatedRun(try Simulator(parameters, seed: seed))
    run.format = format
    try run.write(to: folder.file("run"), overwrite: false)
    let recording = try Recording(inputs: [folder.file("run")])
    return try #require(recording.positions.first)
  }

  @Test(
    "codecs that change grey levels are told from those that do not",
    arguments: [
      (SimulatedVideoFormat.Encoding.raw, false), (.ffv1, false), (.mjpeg, true), (.mpeg4, true),
      (.jpeg2000, true),
    ])
  func lossy(encoding: SimulatedVideoFormat.Encoding, isLossy: Bool) throws {
    try check(SimulatedVideoFormat(encoding), isLossy: isLossy)
  }

  @Test("H.264 is lossless at quantiser 0 and only there", arguments: [(0, false), (1, true)])
  func h264(quality: Int, isLossy: Bool) throws {
    try check(SimulatedVideoFormat(.h264, quality: quality), isLossy: isLossy)
  }

  private func check(_ format: SimulatedVideoFormat, isLossy: Bool) throws {
    let folder = try TemporaryFolder()
    let position = try recorded(
      .preset(.blank), width: 64, height: 64, frames: 3, seed: 1, as: format, in: folder)
    #expect(try VideoProbe.properties(of: position.source).isLossy == isLossy)
    let deviation = CalibrationMeasurement.methodDeviation(isLossy: isLossy)
    #expect((deviation > 0.003) == isLossy)
  }

  @Test(
    "what is known of the compression of a recording",
    arguments: [
      (SimulatedVideoFormat.Encoding.raw, nil, nil), (.mjpeg, 2, LossyCompression.known),
      (.mjpeg, 6, .noiseLost), (.mpeg4, 2, .unknown),
    ])
  func compression(
    encoding: SimulatedVideoFormat.Encoding, quality: Int?, expected: LossyCompression?
  ) throws {
    let parameters = SimulationParameters.preset(.beads110)
    let folder = try TemporaryFolder()
    let position = try recorded(
      parameters, width: 160, height: 120, frames: 12, seed: 2,
      as: SimulatedVideoFormat(encoding, quality: quality), in: folder)
    let settings = MeasurementSettings(of: parameters)
    var tracker = PositionTracker(settings: settings)
    #expect(try tracker.track(position) { _, _ in }.imaging?.compression == expected)
  }
}
