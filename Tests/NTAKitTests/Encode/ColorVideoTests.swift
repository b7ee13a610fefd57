import Testing

@testable import NTAKit

struct ColorVideoTests {
  @Test("grey in colour comes back as its luma", arguments: [UInt8(0), 64, 128, 255])
  func luma(gray: UInt8) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("gray.mp4")
    var writer = try VideoWriter.creating(
      path: path, width: 32, height: 16, frameRate_hz: 25, encoding: .colorMPEG4(quality: 1))
    try writer.append(ColorImage(width: 32, height: 16, filledWith: Color(gray: gray)))
    try writer.finish()
    var reader = try VideoReader.opening(.file(path: path))
    var image = GrayImage(width: 32, height: 16)
    _ = try reader.next(into: &image)
    // Limited range: 16 to 235; the quantiser of a flat block is off by no more than 2.
    let expected = 16 + 219 * Double(gray) / 255
    #expect(abs(Double(image[16, 8]) - expected) <= 2)
  }

  @Test("odd sides are refused where colour is halved")
  func oddSides() throws {
    let folder = try TemporaryFolder()
    #expect(throws: EncodeError.self) {
      _ = try VideoWriter.creating(
        path: folder.file("odd.mp4"), width: 33, height: 16, frameRate_hz: 25,
        encoding: .colorH264(crf: 18))
    }
  }

  @Test("a picture in memory is the file that would be written")
  func png() throws {
    let folder = try TemporaryFolder()
    var image = GrayImage(width: 9, height: 7)
    for index in image.pixels.indices { image.pixels[index] = UInt16(index * 3) }
    var writer = try VideoWriter.creating(
      path: folder.file("a.png"), width: 9, height: 7, frameRate_hz: 1, encoding: .png)
    try writer.append(image)
    try writer.finish()
    #expect(try PNGImage.bytes(of: image) == folder.bytes(of: "a.png"))
  }
}
