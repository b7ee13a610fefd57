import _TestSupport
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite struct VideoWriterTests {
  struct Lossless: CustomTestStringConvertible {
    let name: String
    let encoding: VideoEncoding
    var whiteLevel: UInt16 = 255
    var testDescription: String { "\(encoding) in \(name)" }
  }

  @Test(arguments: [
    Lossless(name: "a.avi", encoding: .ffv1), Lossless(name: "a.mkv", encoding: .ffv1),
    Lossless(name: "a.mov", encoding: .ffv1), Lossless(name: "a.avi", encoding: .rawGray8),
    Lossless(name: "a.avi", encoding: .ffv1Deep, whiteLevel: 65535),
    Lossless(name: "a.mkv", encoding: .ffv1Deep, whiteLevel: 65535),
  ])
  func losslessEncodingsReturnEverySample(_ lossless: Lossless) throws {
    let folder = try TemporaryFolder()
    let path = folder.file(lossless.name)
    func draw(_ frame: Int) -> GrayImage {
      DrawnVideo.noise(frame: frame, whiteLevel: lossless.whiteLevel)
    }
    try DrawnVideo.write(path, frames: 12, encoding: lossless.encoding, drawing: draw)
    let read = try ReadVideo(.file(path: path))
    #expect(read.images == (0..<12).map(draw))
    #expect(read.stamps.map(\.index) == Array(0..<12))
    #expect(read.tally.expected == 12)
    #expect(read.tally.decoded == 12)
    #expect(read.tally.damaged == 0)
    #expect(read.properties.problems == [])
    #expect(read.properties.isVariableRate == false)
    for stamp in read.stamps { #expect(abs(stamp.time_s - Double(stamp.index) / 30) < 1e-12) }
  }

  struct Lossy: CustomTestStringConvertible {
    let name: String
    let encoding: VideoEncoding
    var testDescription: String { "\(encoding) in \(name)" }
  }

  @Test(arguments: [
    Lossy(name: "a.avi", encoding: .mjpeg(quality: 1)),
    Lossy(name: "a.mp4", encoding: .h264(crf: 4)), Lossy(name: "a.mkv", encoding: .h264(crf: 4)),
    Lossy(name: "a.avi", encoding: .h264(crf: 4)),
    Lossy(name: "a.mp4", encoding: .mpeg4(quality: 1)),
    Lossy(name: "a.avi", encoding: .mpeg4(quality: 1)),
    Lossy(name: "a.avi", encoding: .jpeg2000(quality: 1)),
    Lossy(name: "a.mkv", encoding: .jpeg2000(quality: 8)),
    Lossy(name: "a.mov", encoding: .jpeg2000(quality: 1)),
  ])
  func lossyEncodingsKeepGreyLevels(_ lossy: Lossy) throws {
    let folder = try TemporaryFolder()
    let path = folder.file(lossy.name)
    try DrawnVideo.write(path, frames: 30, encoding: lossy.encoding) {
      DrawnVideo.slope(frame: $0)
    }
    let read = try ReadVideo(.file(path: path))
    try #require(read.images.count == 30)
    #expect(read.stamps.map(\.index) == Array(0..<30))
    #expect(read.tally.damaged == 0)
    for (frame, image) in read.images.enumerated() {
      // Frames differ by 3 levels: a mean within 1 means the right frame, unscaled.
      let truth = DrawnVideo.slope(frame: frame)
      let error = zip(image.pixels, truth.pixels).map { abs(Double($0) - Double($1)) }
      #expect(error.reduce(0, +) / Double(error.count) < 1)
    }
  }

  @Test(arguments: [VideoEncoding.png, .pngDeep])
  func stillsReturnEverySample(_ encoding: VideoEncoding) throws {
    let folder = try TemporaryFolder()
    let whiteLevel: UInt16 = encoding == .png ? 255 : 65535
    let image = DrawnVideo.noise(frame: 3, whiteLevel: whiteLevel)
    // Names that a pattern or protocol could hide in.
    let name = "100%d:still*.png"
    try DrawnVideo.write(folder.file(name), frames: 1, encoding: encoding) { _ in image }
    let read = try ReadVideo(
      .imageSequence(folder: folder.path, files: [name]), frameRate_hz: 10)
    #expect(read.images == [image])
    #expect(throws: EncodeError.tooManyFrames(file: folder.file(name))) {
      try DrawnVideo.write(folder.file(name), frames: 2, encoding: encoding) { _ in image }
    }
  }

  @Test(arguments: [
    Lossy(name: "x.avi", encoding: .ffv1), Lossy(name: "x.mkv", encoding: .ffv1Deep),
    Lossy(name: "x.mp4", encoding: .h264(crf: 18)),
    Lossy(name: "x.avi", encoding: .mjpeg(quality: 2)),
    Lossy(name: "x.mp4", encoding: .mpeg4(quality: 2)),
  ])
  func sameFramesGiveSameBytes(_ lossy: Lossy) throws {
    let folder = try TemporaryFolder()
    for name in ["1", "2"] {
      try DrawnVideo.write(folder.file(name + lossy.name), frames: 8, encoding: lossy.encoding) {
        DrawnVideo.slope(frame: $0)
      }
    }
    #expect(try folder.bytes(of: "1" + lossy.name) == folder.bytes(of: "2" + lossy.name))
  }

  @Test(arguments: [30, 29.97002997, 25, 24.98, 7.5, 3.75, 100] as [Double])
  func frameRatesAreKept(_ frameRate_hz: Double) throws {
    let folder = try TemporaryFolder()
    for name in ["r.avi", "r.mkv", "r.mov"] {
      try DrawnVideo.write(
        folder.file(name), frames: 40, frameRate_hz: frameRate_hz, encoding: .ffv1
      ) { DrawnVideo.slope(frame: $0) }
      let properties = try VideoProbe.properties(of: .file(path: folder.file(name)))
      let found_hz = try #require(properties.frameRate_hz)
      // 1 ms ticks over 39 intervals tell a rate no better than 1 part in 39 intervals' length.
      let doubt = name == "r.mkv" ? 0.001 * frameRate_hz / 39 : 1e-7
      #expect(abs(found_hz / frameRate_hz - 1) <= doubt, "\(name)")
      #expect(properties.framesExpected == 40, "\(name)")
    }
  }

  @Test func refusalsSayWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    func error(_ path: String, _ encoding: VideoEncoding) -> EncodeError? {
      do throws(EncodeError) {
        let writer = try VideoWriter(
          path: path, width: 8, height: 8, frameRate_hz: 30, encoding: encoding)
        try writer.finish()
        return nil
      } catch {
        return error
      }
    }
    #expect(error(folder.file("a.xyz"), .ffv1) == .containerUnknown(file: folder.file("a.xyz")))
    #expect(error(folder.file("a.png"), .ffv1)?.category == .misuse)
    let nowhere = folder.file("none/a.avi")
    #expect(
      error(nowhere, .ffv1)
        == .cannotCreate(file: nowhere, reason: "No such file or directory"))
    #expect(error(nowhere, .ffv1)?.category == .unwritableOutput)
  }
}
