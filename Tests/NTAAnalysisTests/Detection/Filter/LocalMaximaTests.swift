import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Local maxima")
struct LocalMaximaTests {
  @Test("Agree with a look at every pixel", arguments: [(64, 33), (97, 40), (3, 3), (5, 2)])
  func twin(width: Int, height: Int) {
    var generator = SeededGenerator(seed: 21)
    for levels in [6.0, 30_000] {
      var image = FixedPointImage(width: width, height: height)
      for i in image.pixels.indices {
        image.pixels[i] = Int16(generator.uniform(-levels, levels))
      }
      let threshold = Float(levels / 4)
      var peaks: [Peak] = []
      localMaxima(of: image, above: threshold, stepsPerLevel: 1, into: &peaks)
      let places = peaks.map { [$0.x, $0.y] }
      #expect(places == plainMaxima(image, above: threshold))
      #expect(peaks.allSatisfy { Float(image[$0.x, $0.y]) == $0.response })
      #expect(peaks.allSatisfy { abs($0.shiftX) <= 0.5 && abs($0.shiftY) <= 0.5 })
    }
  }

  @Test("Of a plateau the first pixel counts")
  func plateau() {
    var image = FixedPointImage(width: 10, height: 10)
    for (x, y) in [(4, 4), (5, 4), (4, 5), (5, 5)] { image.pixels[y * image.stride + x] = 50 }
    var peaks: [Peak] = []
    localMaxima(of: image, above: 10, stepsPerLevel: 2, into: &peaks)
    #expect(peaks.map { [$0.x, $0.y] } == [[4, 4]])
    #expect(peaks.first?.response == 25)
  }

  private func plainMaxima(_ image: FixedPointImage, above threshold: Float) -> [[Int]] {
    var found: [[Int]] = []
    for y in 0..<image.height {
      for x in 0..<image.width {
        let value = image[x, y]
        let isInside = x > 0 && y > 0 && x < image.width - 1 && y < image.height - 1
        guard isInside, Float(value) > threshold else { continue }
        var isLargest = true
        for dy in -1...1 {
          for dx in -1...1 where dx != 0 || dy != 0 {
            let comesFirst = dy < 0 || (dy == 0 && dx < 0)
            let other = image[x + dx, y + dy]
            if other > value || (other == value && comesFirst) { isLargest = false }
          }
        }
        if isLargest { found.append([x, y]) }
      }
    }
    return found
  }
}
