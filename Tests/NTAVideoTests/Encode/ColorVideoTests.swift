import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct ColorVideoTests {
  @Test("grey in colour comes back as its luma", arguments: [UInt8(0), 64, 128, 255])
  func luma(gray: UInt8) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("gray.mp4")
    var writer = try VideoWriter(
      path: path, width: 32, height: 16, frameRate_hz: 25, encoding: .colorMPEG4(quality: 1))
    try writer.append(ColorImage(width: 32, height: 16, filledWith: Color(gray: gray)))
    try writer.finish()
    var reader = try VideoReader(.file(path: path))
    var image = GrayImage(width: 32, height: 16)
    _ = try reader.next(into: &image)
    // Limited range: 16 to 235; the quantiser of a flat block is off by no more than 2.
    let expected = 16 + 219 * Double(gray) / 255
    #expect(abs(Double(image[16, 8]) - expected) <= 2)
  }

  @Test(
    "players can start at once: the index stands before the frames, and colour is halved",
    arguments: ["a.mp4", "a.mov"],
    [VideoEncoding.colorH264(crf: 18), .colorMPEG4(quality: 3)])
  func index(name: String, encoding: VideoEncoding) throws {
    let folder = try TemporaryFolder()
    var writer = try VideoWriter(
      path: folder.file(name), width: 32, height: 16, frameRate_hz: 25, encoding: encoding)
    for gray in 0..<UInt8(12) {
      try writer.append(ColorImage(width: 32, height: 16, filledWith: Color(gray: 20 * gray)))
    }
    try writer.finish()
    #expect(try boxes(of: folder.bytes(of: name)) == ["ftyp", "moov", "mdat"])
    let properties = try VideoProbe.properties(of: .file(path: folder.file(name)))
    #expect(properties.pixelFormat == "yuv420p")
    #expect(try VideoProbe.frameCount(of: .file(path: folder.file(name))) == 12)
  }

  /// Names of the boxes an MP4 or MOV file consists of, without free space.
  private func boxes(of bytes: [UInt8]) throws -> [String] {
    var names: [String] = []
    var place = 0
    while place + 8 <= bytes.count {
      let size = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      try #require(size >= 8)
      let name = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
      if !["free", "wide"].contains(name) { names.append(name) }
      place += size
    }
    return names
  }

  @Test("odd sides are refused where colour is halved")
  func oddSides() throws {
    let folder = try TemporaryFolder()
    #expect(throws: EncodeError.self) {
      _ = try VideoWriter(
        path: folder.file("odd.mp4"), width: 33, height: 16, frameRate_hz: 25,
        encoding: .colorH264(crf: 18))
    }
  }

  @Test("a picture in memory is the file that would be written")
  func png() throws {
    let folder = try TemporaryFolder()
    var image = GrayImage(width: 9, height: 7)
    for index in image.pixels.indices { image.pixels[index] = UInt16(index * 3) }
    var writer = try VideoWriter(
      path: folder.file("a.png"), width: 9, height: 7, frameRate_hz: 1, encoding: .png)
    try writer.append(image)
    try writer.finish()
    #expect(try PNGImage.bytes(of: image) == folder.bytes(of: "a.png"))
  }
}
