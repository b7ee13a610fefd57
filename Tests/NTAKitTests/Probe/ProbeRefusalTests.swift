import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// What the measurement refuses, the probe says before, in the same words.
@Suite("Refusals of the probe")
struct ProbeRefusalTests {
  /// The error of an analysis, and the problems that the probe names.
  private static func refused(
    _ inputs: [String]
  ) async throws -> (error: NTAError?, problems: String) {
    let recording = try Recording(inputs: inputs)
    var options = SettingOptions()
    (options.temperature_C, options.pixelSize_um) = (25, 0.5)
    let resolved = try SettingsResolver.resolve(options: options, recording: recording)
    let problems = try ProbeReport(recording).text()
      .split(separator: "\n").filter { $0.contains("problem ") }.joined(separator: "\n")
    do throws(NTAError) {
      _ = try await Pipeline(resolved).analyze(recording)
      return (nil, problems)
    } catch {
      return (error, problems)
    }
  }

  /// A video of 8-bit grey levels, each frame by the level of a pixel.
  private static func video(
    frames: Int = 6, width: Int = 32, _ level: (_ frame: Int, _ pixel: Int) -> UInt8
  ) -> [UInt8] {
    HandwrittenAVI(
      width: width, height: 32, bitCount: 8, fourCC: "Y800",
      frames: (0..<frames).map { frame in (0..<32 * width).map { level(frame, $0) } }
    ).bytes
  }

  private static func noise(_ frame: Int, _ pixel: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: (pixel &* 2_654_435_761 &+ frame &* 40_503) >> 7 & 31)
  }

  @Test("pictures of a single grey level are no pictures", arguments: [false, true])
  func blank(changes: Bool) async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "blank.avi", Self.video { frame, _ in changes ? UInt8(frame) : 0 })
    let (error, problems) = try await Self.refused([path])
    let expected = DecodeError.blankPictures(
      file: "blank.avi", codec: "rawvideo", pixelFormat: "gray")
    #expect(error == NTAError(expected))
    #expect(problems.contains(expected.description(in: .library)))
  }

  @Test("one frame with a picture is enough")
  func picture() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.avi", Self.video { frame, pixel in frame == 5 ? Self.noise(frame, pixel) : 0 })
    let (error, problems) = try await Self.refused([path])
    #expect(error == nil && problems.isEmpty)
  }

  @Test("damage, other sizes and missing rates are named")
  func others() async throws {
    let folder = try TemporaryFolder()
    var damaged = HandwrittenAVI(
      width: 32, height: 32, bitCount: 8, fourCC: "Y800",
      frames: (0..<6).map { frame in (0..<1024).map { Self.noise(frame, $0) } })
    damaged.frames[3] = [1, 2, 3]
    let stack = DrawnTIFF((0..<3).map { DrawnVideo.noise(frame: $0, width: 32, height: 32) })
    try stack.write(to: folder.file("c.tif"))
    let wide = try folder.write("b/wide.avi", Self.video(width: 48, Self.noise))
    let inputs = [
      [try folder.write("damaged.avi", damaged.bytes)], [folder.file("c.tif")],
      [try folder.write("b/a.avi", Self.video(Self.noise)), wide],
    ]
    for input in inputs {
      let (error, problems) = try await Self.refused(input)
      let sentence = try #require(error).description(in: .library)
      // The probe names a file by its path.
      #expect(problems.contains(sentence), "\(sentence) / \(problems)")
    }
  }
}
