import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Real images")
struct FloatImageTests {
  @Test("Know where they are dark, once told to look", arguments: [(70, 41), (16, 16), (3, 5)])
  func dark(width: Int, height: Int) {
    var image = FloatImage(width: width, height: height)
    #expect(image.mayBeLit(around: 0, 0, radius: 4))
    image.findDark()
    var generator = SeededGenerator(seed: 421)
    #expect(!image.mayBeLit(around: width - 1, height - 1, radius: 4))
    for _ in 0..<3 {
      image.pixels[Int(generator.uniform(0, Double(width * height) - 0.01))] = 2
      image.findDark()
      for y in 0..<height {
        for x in 0..<width {
          let isLit = (max(0, y - 4)...min(height - 1, y + 4)).contains { v in
            (max(0, x - 4)...min(width - 1, x + 4)).contains { image[$0, v] != 0 }
          }
          // What is lit is never called dark; what is dark may be called lit beside the light.
          #expect(image.mayBeLit(around: x, y, radius: 4) || !isLit)
        }
      }
    }
  }

  @Test("The rows in the middle of a picture")
  func middle() {
    var image = FixedPointImage(width: 10, height: 7)
    for y in 0..<7 { for x in 0..<10 { image.pixels[y * image.stride + x] = Int16(10 * y + x) } }
    let part = image.middleRows(3)
    #expect(part.width == 10 && part.height == 3)
    #expect(part[4, 0] == 24 && part[9, 2] == 49)
  }
}
