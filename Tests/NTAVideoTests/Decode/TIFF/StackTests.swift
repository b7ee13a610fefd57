import _TestSupport
import Glibc
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

@Suite struct StackTests {
  struct Kind: CustomTestStringConvertible {
    let whiteLevel: UInt16
    let isLittleEndian: Bool
    let hasPrivateTag: Bool
    var testDescription: String {
      "white \(whiteLevel), \(isLittleEndian ? "II" : "MM"), private tag \(hasPrivateTag)"
    }
  }

  @Test(arguments: [
    Kind(whiteLevel: 255, isLittleEndian: true, hasPrivateTag: false),
    Kind(whiteLevel: 65535, isLittleEndian: true, hasPrivateTag: true),
    Kind(whiteLevel: 65535, isLittleEndian: false, hasPrivateTag: false),
  ])
  func everyPageIsAFrame(_ kind: Kind) throws {
    let pages = (0..<6).map { DrawnVideo.noise(frame: $0, whiteLevel: kind.whiteLevel) }
    let tiff = HandwrittenTIFF(
      pages: pages, isLittleEndian: kind.isLittleEndian, hasPrivateTag: kind.hasPrivateTag)
    let path = try TemporaryFolder().writing(tiff.bytes, to: "a.tif")
    let source = VideoSource.file(path: path.file)
    let read = try ReadVideo(source, frameRate_hz: 20)
    #expect(read.images == pages)
    #expect(read.stamps.map(\.index) == Array(0..<6))
    #expect(read.stamps.map(\.time_s) == (0..<6).map { Double($0) * (1 / 20) })
    #expect(read.tally.expected == 6)
    #expect(read.properties.problems == [])
    #expect(try VideoProbe.frameCount(of: source) == 6)
    let section = try ReadVideo(source, frames: 2..<5, frameRate_hz: 20)
    #expect(section.images == Array(pages[2..<5]))
    #expect(section.stamps == Array(read.stamps.prefix(3)))
  }

  @Test func aRateIsNeededUnlessTheFileStatesOne() throws {
    let pages = (0..<3).map { DrawnVideo.noise(frame: $0) }
    let folder = try TemporaryFolder()
    let bare = try folder.write(HandwrittenTIFF(pages: pages).bytes, to: "bare.tif")
    #expect(throws: DecodeError.frameRateMissing(file: bare)) {
      try ReadVideo(.file(path: bare))
    }
    #expect(try VideoProbe.properties(of: .file(path: bare)).frameRate_hz == nil)
    let stated = try folder.write(
      HandwrittenTIFF(
        pages: pages, description: "ImageJ=1.53t\nimages=3\nframes=3\nfinterval=0.04\n"
      ).bytes, to: "stated.tif")
    let read = try ReadVideo(.file(path: stated))
    #expect(read.stamps.map(\.time_s) == [0, 0.04, 0.08])
  }

  @Test func aStackThatShrinksWhileItIsReadLosesFrames() throws {
    let pages = (0..<4).map { DrawnVideo.noise(frame: $0, width: 300, height: 200) }
    let folder = try TemporaryFolder()
    let path = try folder.write(HandwrittenTIFF(pages: pages).bytes, to: "a.tif")
    var reader = try VideoReader(.file(path: path), frameRate_hz: 30)
    var image = GrayImage(width: 1, height: 1)
    #expect(try reader.next(into: &image)?.index == 0)
    try #require(truncate(path, 1000) == 0)
    while try reader.next(into: &image) != nil {}
    #expect(reader.tally.decoded < 4)
    #expect(reader.tally.missing + reader.tally.droppedPackets == 4 - reader.tally.decoded)
  }

  @Test func aCutStackShowsWhatIsMissing() throws {
    let pages = (0..<4).map { DrawnVideo.noise(frame: $0) }
    let tiff = HandwrittenTIFF(pages: pages, description: "ImageJ=1.53t\nimages=4\nfinterval=0.1\n")
    let path = try TemporaryFolder().writing(Array(tiff.bytes.dropLast(200)), to: "a.tif")
    let read = try ReadVideo(.file(path: path.file))
    #expect(read.images == Array(pages[..<3]))
    #expect(read.tally.expected == 4)
    #expect(read.tally.missing + read.tally.droppedPackets == 1)
  }
}
