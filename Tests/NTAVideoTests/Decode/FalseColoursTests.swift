import Foundation
import Testing
import _TestSupport

@testable import NTAAnalysis
@testable import NTAVideo

@Suite("Colour maps")
struct FalseColoursTests {
  private static let (width, height) = (96, 64)

  /// Whether a video of noisy spots counts as painted, where `paint` makes a colour of a grey level.
  private static func isFalse(
    _ encoding: VideoEncoding, _ name: String, paint: (Double) -> SIMD3<Double>
  ) throws -> Bool {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 91)
    var image = ColorImage(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        let (dx, dy) = (Double(x % 32) - 16, Double(y % 32) - 16)
        let level = 24 + 200 * exp(-(dx * dx + dy * dy) / 8) + 3 * generator.normal()
        let colour = pointwiseMin(pointwiseMax(paint(level), .zero), SIMD3(repeating: 255))
        image[x, y] = Color(
          red: UInt8(colour.x), green: UInt8(colour.y), blue: UInt8(colour.z))
      }
    }
    var writer = try VideoWriter(
      path: folder.file(name), width: width, height: height, frameRate_hz: 25, encoding: encoding)
    for _ in 0..<2 { try writer.append(image) }
    try writer.finish()
    return try VideoReader(.file(path: folder.file(name))).properties.hasFalseColours
  }

  /// Blue over cyan, yellow and red, as the map called jet.
  private static func jet(_ level: Double) -> SIMD3<Double> {
    let place = 4 * level / 255
    return 255
      * SIMD3(
        1.5 - abs(place - 3), 1.5 - abs(place - 2), 1.5 - abs(place - 1))
  }

  @Test("A rainbow is one, in red, green and blue as in luma and chroma")
  func rainbow() throws {
    #expect(try Self.isFalse(.colorH264(crf: 5), "a.mp4", paint: Self.jet))
    #expect(try Self.isFalse(.colorMPEG4(quality: 2), "a.mp4", paint: Self.jet))
  }

  @Test("Grey, tinted and saturated pictures are none")
  func genuine() throws {
    for tint in [SIMD3(1, 1, 1), SIMD3(0.1, 1, 0.3), SIMD3(1, 0.5, 0), SIMD3(1.6, 1.6, 2)] {
      #expect(
        try !Self.isFalse(.colorH264(crf: 5), "a.mp4") { level in level * tint }, "\(tint)")
      #expect(
        try !Self.isFalse(.colorMPEG4(quality: 2), "a.mp4") { level in level * tint }, "\(tint)")
    }
  }
}
