import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Where the camera's limit lies, also after a codec has blurred it, and what that means for heights.
@Suite("Saturation")
struct SaturationTests {
  private let sigma = 0.85

  /// Spots from well below the limit to six times beyond it, evenly by the logarithm.
  private func drawn(seed: UInt64) -> (spots: [DrawnSpot], frame: GrayImage) {
    var drawing = DrawnFrames(width: 400, height: 400, seed: seed)
    drawing.background = 40
    var spots = drawing.grid(pitch: 16, height: 1, sigma: sigma)
    for k in spots.indices { spots[k].height = 80 * exp(drawing.generator.uniform(0, 2.9)) }
    return (spots, drawing.frame(spots))
  }

  private func coded(_ image: GrayImage, quality: Int) throws -> GrayImage {
    let folder = try TemporaryFolder()
    let path = folder.file("a.avi")
    try DrawnVideo.write(path, frames: 1, encoding: .mjpeg(quality: quality)) { _ in image }
    return try #require(try ReadVideo(.file(path: path)).images.first)
  }

  /// Mean of ln(found / true) of the spots with true heights in `heights`.
  private func bias(
    _ spots: [DrawnSpot], in frame: GrayImage, saturation: Float, heights: Range<Double>
  ) -> Double {
    var model = ImagingModel.of(DrawnFrames(width: 1, height: 1, seed: 1), sigma: sigma)
    model.saturation = saturation
    var detector = Detector(
      model: model, width: frame.width, height: frame.height, scale: .eightBit(.bright))
    var found: [Detection] = []
    detector.detect(in: frame, into: &found)
    let pixelated = sigma * sigma / (sigma * sigma + 1.0 / 12)
    let logs = spots.filter { heights.contains($0.height) }.compactMap { spot in
      found.first { hypot(Double($0.x) - spot.x, Double($0.y) - spot.y) < 1 }
        .map { log(Double($0.intensity) / (spot.height * pixelated)) }
    }
    return logs.reduce(0, +) / Double(logs.count)
  }

  @Test("Samples that a codec has scattered below the limit are saturated", arguments: [2, 3])
  func afterCoding(quality: Int) throws {
    let (spots, frame) = drawn(seed: 91)
    #expect(Saturation.level(of: [frame]) == 255)
    let image = try coded(frame, quality: quality)
    let level = Saturation.level(of: [image])
    #expect(level < 254 && level > 239)
    // Without coding, spots of up to six times the limit keep their heights.
    let bright = 400.0..<1500
    #expect(abs(bias(spots, in: frame, saturation: 255, heights: bright)) < 0.02)
    // With it they lose most of what is above the limit when such samples pass for what the camera
    // has seen, and less than half as much when they do not.
    let taken = bias(spots, in: image, saturation: 255, heights: bright)
    #expect(taken < -0.4)
    let kept = bias(spots, in: image, saturation: level, heights: bright)
    #expect(kept > 0.5 * taken && kept < 0.02)
  }

  @Test("The level is where counts rise above those far below, and there has to be a pile")
  func pile() {
    let even = [Int](repeating: 10, count: 16)
    let flat = [Int](repeating: 10, count: 31)
    #expect(Saturation.level(top: 255, counts: [60] + flat) == 255)
    let scattered = [300, 150, 120, 80, 50, 30, 24] + [Int](repeating: 11, count: 9)
    #expect(Saturation.level(top: 235, counts: scattered + even) == 229)
    // As many as the level below, or no more than chance makes of them, are none.
    #expect(Saturation.level(top: 255, counts: [60, 60] + flat.dropLast()) == nil)
    #expect(Saturation.level(top: 255, counts: [25] + flat) == nil)
    #expect(Saturation.level(top: 255, counts: [3]) == nil)
    #expect(Saturation.level(top: 6, counts: [40, 1, 0, 0, 0, 0, 0]) == 6)
  }
}
