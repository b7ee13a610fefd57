import _TestSupport
import NTAAnalysis
import NTAKit
import NTAVideo
import Testing

/// AVI as instrument software writes it.
@Suite struct CameraFormatTests {
  private static let width = 21
  private static let height = 13
  private let drawn = (0..<5).map {
    DrawnVideo.noise(frame: $0, width: CameraFormatTests.width, height: CameraFormatTests.height)
  }

  private func video(bitCount: Int, frames: [[UInt8]]) -> HandwrittenAVI {
    HandwrittenAVI(
      width: Self.width, height: Self.height, bitCount: bitCount, frames: frames)
  }

  /// Rows from the bottom up, each padded to 4 bytes, as bitmaps are stored.
  private func bitmap(_ image: GrayImage, sample: (UInt16) -> [UInt8]) -> [UInt8] {
    (0..<image.height).reversed().flatMap { y in
      let row = (0..<image.width).flatMap { x in sample(image[x, y]) }
      return row + [UInt8](repeating: 0xEE, count: (4 - row.count % 4) % 4)
    }
  }

  @Test(arguments: ["Y800", "GREY", "Y8  "]) func bytesAreGrey(_ fourCC: String) throws {
    var avi = video(bitCount: 8, frames: drawn.map { $0.pixels.map { UInt8($0) } })
    avi.fourCC = fourCC
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    let read = try ReadVideo(.file(path: path.file))
    #expect(read.images == drawn)
    #expect(read.properties.bitDepth == 8)
    #expect(read.tally.expected == 5)
  }

  @Test func wordsAreGreyToo() throws {
    let deep = (0..<5).map {
      DrawnVideo.noise(frame: $0, width: Self.width, height: Self.height, whiteLevel: 65535)
    }
    let words = deep.map { image in
      image.pixels.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }
    var avi = video(bitCount: 16, frames: words)
    avi.fourCC = "Y16 "
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    let read = try ReadVideo(.file(path: path.file))
    #expect(read.images == deep)
    #expect(read.properties.pixelFormat == "gray16le")
    #expect(read.properties.bitDepth == 16)
  }

  @Test func aStatedPixelFormatReplacesTheContainersOwn() throws {
    // An even width: rows of bitmaps are padded, which a format of one's own does not say.
    let deep = (0..<3).map {
      DrawnVideo.noise(frame: $0, width: 20, height: 8, whiteLevel: 65535)
    }
    let words = deep.map { image in
      bitmap(image) { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }
    let avi = HandwrittenAVI(width: 20, height: 8, bitCount: 16, frames: words)
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    let source = VideoSource.file(path: path.file)
    #expect(try ReadVideo(source, pixelFormat: "gray16le").images == deep)
    #expect(try VideoProbe.properties(of: source).problems.contains { $0.contains("gray16le") })
    // Read as colour, the low bits of one level would be another colour.
    #expect(throws: DecodeError.pixelsAmbiguous(file: path.file, pixelFormat: "rgb555le")) {
      try ReadVideo(source)
    }
    #expect(try ReadVideo(source, pixelFormat: "rgb555le").images.count == 3)
    #expect(
      throws: DecodeError.pixelFormatRefused(
        file: path.file, pixelFormat: "grey", codec: "rawvideo")
    ) { try ReadVideo(source, pixelFormat: "grey") }
  }

  @Test("without a palette, or with one of a single colour, the indices are the grey levels")
  func indicesWithoutPalette() throws {
    for black in [0, 256] {
      var avi = video(bitCount: 8, frames: drawn.map { bitmap($0) { [UInt8($0)] } })
      avi.palette = Array(repeating: (0, 0, 0), count: black)
      let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
      let read = try ReadVideo(.file(path: path.file))
      #expect(read.images == drawn)
      #expect(read.properties.problems.contains { $0.contains("palette") })
    }
  }

  @Test func palettesAreLookedUpAndRowsTurned() throws {
    var avi = video(
      bitCount: 8, frames: drawn.map { bitmap($0) { [UInt8($0)] } })
    for index in 0..<256 {
      let level = UInt8(255 - index)
      avi.palette.append((level, level, level))
    }
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    let read = try ReadVideo(.file(path: path.file))
    #expect(read.properties.pixelFormat == "pal8")
    #expect(read.images.map(\.pixels) == drawn.map { $0.pixels.map { 255 - $0 } })
  }

  @Test func colouredPalettesAreWeighed() throws {
    var avi = video(bitCount: 8, frames: [bitmap(drawn[0]) { [UInt8($0 % 3)] }])
    avi.palette = [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    let read = try ReadVideo(.file(path: path.file))
    // 0.299, 0.587 and 0.114 of 255.
    let levels: [UInt16] = [76, 150, 29]
    #expect(read.images.first?.pixels == drawn[0].pixels.map { levels[Int($0 % 3)] })
  }

  @Test func greyStoredAsColourIsUnchanged() throws {
    let avi = video(
      bitCount: 24, frames: drawn.map { bitmap($0) { [UInt8($0), UInt8($0), UInt8($0)] } })
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    let read = try ReadVideo(.file(path: path.file))
    #expect(read.properties.pixelFormat == "bgr24")
    #expect(read.images == drawn)
  }

  @Test(arguments: [true, false]) func lostFramesLeaveGaps(_ hasIndex: Bool) throws {
    var frames = (drawn + drawn).map { $0.pixels.map { UInt8($0) } }
    for lost in [1, 4, 5] { frames[lost] = [] }
    var avi = video(bitCount: 8, frames: frames)
    avi.fourCC = "Y800"
    avi.hasIndex = hasIndex
    let path = try TemporaryFolder().writing(avi.bytes, to: "a.avi")
    let read = try ReadVideo(.file(path: path.file))
    let kept = [0, 2, 3, 6, 7, 8, 9]
    #expect(read.stamps.map(\.index) == kept)
    #expect(read.stamps.map { Int(($0.time_s * 30).rounded()) } == kept)
    #expect(read.images == kept.map { drawn[$0 % 5] })
    #expect(read.tally.missing == 3)
  }
}
