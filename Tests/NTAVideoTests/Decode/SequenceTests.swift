import _TestSupport
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite struct SequenceTests {
  @Test func imagesComeInTheOrderGiven() throws {
    let folder = try TemporaryFolder()
    let drawn = (0..<12).map { DrawnVideo.noise(frame: $0, whiteLevel: 65535) }
    let names = (0..<12).map { "frame\($0).png" }
    for (name, image) in zip(names, drawn) {
      try DrawnVideo.write(folder.file(name), frames: 1, encoding: .pngDeep) { _ in image }
    }
    let source = VideoSource.imageSequence(folder: folder.path, files: names)
    let read = try ReadVideo(source, frameRate_hz: 25)
    #expect(read.images == drawn)
    #expect(read.stamps.map(\.time_s) == (0..<12).map { Double($0) * (1 / 25) })
    #expect(read.tally.expected == 12)
    #expect(read.properties.bitDepth == 16)
    let section = try ReadVideo(source, frames: 9..<11, frameRate_hz: 25)
    #expect(section.images == Array(drawn[9..<11]))
    #expect(section.stamps == Array(read.stamps[..<2]))
    #expect(throws: DecodeError.frameRateMissing(file: folder.path)) { try ReadVideo(source) }
    #expect(try VideoProbe.properties(of: source).framesExpected == 12)
  }

  @Test func aDamagedImageLeavesItsNumberUnused() throws {
    let folder = try TemporaryFolder()
    let names = (0..<4).map { "\($0).png" }
    for (frame, name) in names.enumerated() {
      try DrawnVideo.write(folder.file(name), frames: 1, encoding: .png) { _ in
        DrawnVideo.noise(frame: frame)
      }
    }
    let whole = try folder.bytes(of: "2.png")
    _ = try folder.write(Array(whole[..<(whole.count / 2)]), to: "2.png")
    let source = VideoSource.imageSequence(folder: folder.path, files: names)
    let read = try ReadVideo(source, frameRate_hz: 10)
    #expect(read.stamps.map(\.index) == [0, 1, 3])
    #expect(read.tally.damaged == 1)
    #expect(read.tally.firstDamagedFrame == 2)
  }

  @Test func anotherSizeIsAnError() throws {
    let folder = try TemporaryFolder()
    try DrawnVideo.write(folder.file("1.png"), frames: 1, encoding: .png) { _ in
      DrawnVideo.noise(frame: 0)
    }
    try DrawnVideo.write(folder.file("2.png"), frames: 1, encoding: .png) { _ in
      DrawnVideo.noise(frame: 0, width: 5, height: 5)
    }
    let source = VideoSource.imageSequence(folder: folder.path, files: ["1.png", "2.png"])
    do {
      _ = try ReadVideo(source, frameRate_hz: 10)
      Issue.record("a change of size must not pass")
    } catch {
      #expect(error.category == .damagedInput)
      #expect(error.description.contains("frame 1 is 5x5 pixels where the first is 37x23"))
    }
  }

  @Test func anotherDepthIsAnError() throws {
    let folder = try TemporaryFolder()
    for (name, encoding) in [("1.png", VideoEncoding.png), ("2.png", .pngDeep), ("3.png", .png)] {
      try DrawnVideo.write(folder.file(name), frames: 1, encoding: encoding) { _ in
        DrawnVideo.noise(frame: 0, whiteLevel: encoding == .png ? 255 : 65535)
      }
    }
    for (names, from, to) in [(["1.png", "3.png", "2.png"], 8, 16), (["2.png", "1.png"], 16, 8)] {
      let source = VideoSource.imageSequence(folder: folder.path, files: names)
      let expected = DecodeError.depthChanged(
        file: folder.path, frame: names.count - 1, from: from, to: to)
      #expect(throws: expected) { try ReadVideo(source, frameRate_hz: 10) }
      #expect(expected.category == .damagedInput)
    }
  }
}
