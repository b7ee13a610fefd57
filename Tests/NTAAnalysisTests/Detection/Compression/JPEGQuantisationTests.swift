import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Coding in blocks is what the codec does, and the noise before it is found.
@Suite("Block coding")
struct JPEGQuantisationTests {
  @Test("The transform is that of its definition, and undone by its inverse")
  func transform() {
    var generator = SeededGenerator(seed: 31)
    let rows = (0..<8).map { _ in
      SIMD8<Float>((0..<8).map { _ in Float(generator.uniform(-100, 100)) })
    }
    let transform = DCT8x8()
    let coefficients = transform.forward(rows)
    for v in 0..<8 {
      for u in 0..<8 {
        var sum = 0.0
        for y in 0..<8 {
          for x in 0..<8 {
            sum +=
              Double(rows[y][x]) * cos(.pi * (Double(x) + 0.5) * Double(u) / 8)
              * cos(.pi * (Double(y) + 0.5) * Double(v) / 8)
          }
        }
        let norm = (u == 0 ? 0.5.squareRoot() : 1) * (v == 0 ? 0.5.squareRoot() : 1) / 4
        #expect(abs(Double(coefficients[v][u]) - sum * norm) < 1e-3)
      }
    }
    for (back, row) in zip(transform.inverse(coefficients), rows) {
      for x in 0..<8 { #expect(abs(back[x] - row[x]) < 1e-3) }
    }
  }

  /// Noise of a deviation on an even ground.
  private func noise(_ deviation: Double, seed: UInt64, width: Int, height: Int) -> GrayImage {
    var generator = SeededGenerator(seed: seed)
    var image = GrayImage(width: width, height: height)
    for i in image.pixels.indices {
      image.pixels[i] = UInt16(min(max((40 + deviation * generator.normal()).rounded(), 0), 255))
    }
    return image
  }

  /// What comes out of a video that an image went into, and how its blocks were coded.
  private func coded(_ image: GrayImage, quality: Int) throws -> (GrayImage, JPEGQuantisation) {
    let folder = try TemporaryFolder()
    let path = folder.file("a.avi")
    try DrawnVideo.write(path, frames: 1, encoding: .mjpeg(quality: quality)) { _ in image }
    var reader = try VideoReader(.file(path: path))
    var result = GrayImage(width: 1, height: 1)
    _ = try reader.next(into: &result)
    return (result, JPEGQuantisation(try #require(reader.properties.blockQuantisation)))
  }

  @Test("An image is coded as the codec codes it, but for its rounding", arguments: [2, 3, 5])
  func sameAsCodec(quality: Int) throws {
    let image = noise(9, seed: 32, width: 160, height: 96)
    let (expected, coding) = try coded(image, quality: quality)
    func shareOff(_ coding: JPEGQuantisation) -> Double {
      var result = image
      coding.code(&result)
      let off = zip(result.pixels, expected.pixels).count { abs(Int($0) - Int($1)) > 1 }
      return Double(off) / Double(image.pixels.count)
    }
    // The encoder's integer transform shifts the edges of a step by a fiftieth: of 64 coefficients
    // one in a block falls to the other side, which touches a tenth of the pixels.
    #expect(shareOff(coding) < 0.12)
    // By nearest numbers, which a table that is not MPEG's stands for, most are off.
    var steps = coding.quantisation.steps
    steps[63] += 1
    #expect(shareOff(JPEGQuantisation(BlockQuantisation(steps: steps))) > 0.4)
  }

  @Test("Noise before coding is found", arguments: [(1.5, 2), (2, 2), (4, 2), (4, 3)])
  func noiseBefore(deviation: Double, quality: Int) throws {
    let image = noise(deviation, seed: 33, width: 640, height: 480)
    let (result, coding) = try coded(image, quality: quality)
    // Rounding to grey levels adds a twelfth. 2,400 blocks of 54 coefficients tell to a per cent,
    // beside two of the encoder's own.
    let expected = (deviation * deviation + 1.0 / 12).squareRoot()
    let found = coding.noiseBefore(result)
    #expect(abs(Double(found.deviation) / expected - 1) < 0.05)
    #expect(!found.isLost)
  }

  @Test("Where coding leaves next to nothing, the noise is the least that would leave more")
  func lostNoise() throws {
    let image = noise(1.5, seed: 34, width: 640, height: 480)
    let (result, coding) = try coded(image, quality: 3)
    let found = coding.noiseBefore(result)
    #expect(found.isLost)
    #expect(found.deviation > 1.5)
    #expect(found.deviation < 2.4)
  }
}
