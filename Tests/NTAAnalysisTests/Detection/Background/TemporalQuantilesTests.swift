import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Temporal ranks")
struct TemporalQuantilesTests {
  @Test("Agree with sorting each pixel's values", arguments: [8, 9, 13, 16])
  func twin(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    var frames: [GrayImage] = []
    for _ in 0..<count {
      var frame = GrayImage(width: 37, height: 31, whiteLevel: .max)
      for i in frame.pixels.indices {
        // Many equal values, and both ends of the range.
        frame.pixels[i] = UInt16(generator.uniform(0, 12)) * 5957
      }
      frames.append(frame)
    }
    let ranks = TemporalQuantiles(of: frames.compact[...])
    for i in frames[0].pixels.indices {
      let sorted = frames.map { $0.pixels[i] }.sorted()
      #expect(ranks.fourthLowest.pixels[i] == sorted[3])
      #expect(ranks.fourthHighest.pixels[i] == sorted[count - 4])
    }
  }

  @Test("Of a long block, sixteen frames spread evenly count")
  func spread() {
    var frames: [GrayImage] = []
    for k in 0..<64 { frames.append(GrayImage(width: 9, height: 4, filledWith: UInt16(k))) }
    let ranks = TemporalQuantiles(of: frames.compact[...])
    #expect(ranks.fourthLowest.pixels.allSatisfy { $0 == 12 })
    #expect(ranks.fourthHighest.pixels.allSatisfy { $0 == 48 })
  }
}
