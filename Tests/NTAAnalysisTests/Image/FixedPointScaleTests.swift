import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Light scale")
struct FixedPointScaleTests {
  @Test("Keeps samples of any depth, either way up", arguments: [UInt16(255), 1023, 4095, 65_535])
  func convert(white: UInt16) {
    for polarity in [Polarity.bright, .dark] {
      let scale = FixedPointScale(
        polarity: polarity, whiteLevel: white, noise: Float(white) / 100, typical: white / 2)
      var generator = SeededGenerator(seed: 41)
      var image = GrayImage(width: 35, height: 9, whiteLevel: white)
      for i in image.pixels.indices {
        image.pixels[i] = UInt16(generator.uniform(0, Double(white) + 0.999))
      }
      var background = FloatImage(width: 35, height: 9)
      for i in background.pixels.indices where i % 3 == 0 {
        background.pixels[i] = Float(white) / 16
      }
      var light = FixedPointImage(width: 35, height: 9)
      scale.convert(image, less: scale.staticPixels(of: background), into: &light)
      var widened = GrayImage(width: 35, height: 9)
      var held = FixedPointImage(width: 35, height: 9)
      scale.convert(
        CompactFrame(image), through: &widened, less: scale.staticPixels(of: background),
        into: &held)
      #expect(widened == image && held.pixels == light.pixels)
      for y in 0..<9 {
        for x in 0..<35 {
          let expected = scale.light(image[x, y]) - background[x, y] - Float(scale.offset)
          let seen = Float(light[x, y]) / scale.stepsPerLevel
          #expect(abs(seen - expected) <= 1 / scale.stepsPerLevel)
        }
      }
    }
  }

  @Test("A deep recording with little noise keeps its noise and clips far from its level")
  func fineNoise() {
    let scale = FixedPointScale(polarity: .bright, whiteLevel: 65_535, noise: 2, typical: 30_000)
    #expect(2 * scale.stepsPerLevel >= 16)
    var image = GrayImage(width: 32, height: 1, whiteLevel: 65_535, filledWith: 30_003)
    image.pixels[5] = 65_535
    image.pixels[6] = 0
    var light = FixedPointImage(width: 32, height: 1)
    scale.convert(image, into: &light)
    #expect(light[0, 0] == Int16(3 * scale.stepsPerLevel))
    #expect(Int32(light[5, 0]) == FixedPointScale.limit)
    #expect(Int32(light[6, 0]) == -FixedPointScale.limit)
  }
}
