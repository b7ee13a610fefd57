import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Compact frames")
struct CompactFrameTests {
  @Test(
    "Give back what they were given, in one byte a pixel where that is enough",
    arguments: [UInt16(255), 1023, 65_535])
  func roundTrip(whiteLevel: UInt16) {
    var generator = SeededGenerator(seed: 411)
    var image = GrayImage(width: 37, height: 11, whiteLevel: whiteLevel)
    for i in image.pixels.indices {
      image.pixels[i] = UInt16(generator.uniform(0, Double(whiteLevel) + 0.99))
    }
    var compact = CompactFrame(image)
    #expect(compact.image == image)
    #expect(compact.bytes.isEmpty == (whiteLevel > 255))
    #expect(compact[36, 10] == image[36, 10] && compact[3, 7] == image[3, 7])
    #expect(compact.hasSamples(of: CompactFrame(image)))
    // Another depth in the same place.
    let other = GrayImage(
      width: 37, height: 11, whiteLevel: whiteLevel > 255 ? 255 : 1023, filledWith: 9)
    compact.store(other)
    #expect(compact.image == other)
    #expect(!compact.hasSamples(of: CompactFrame(image)))
  }
}
