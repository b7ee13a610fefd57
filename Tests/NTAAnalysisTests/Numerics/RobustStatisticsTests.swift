import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Image statistics")
struct RobustStatisticsTests {
  @Test("The robust deviation is that of the bulk", arguments: [2.0, 40, 700, 6000])
  func robustDeviation(deviation: Double) {
    var generator = SeededGenerator(seed: 31)
    var image = FixedPointImage(width: 130, height: 90)
    for i in image.pixels.indices {
      image.pixels[i] = Int16((deviation * generator.normal()).rounded())
    }
    // A fiftieth of the pixels are bright: they move the quartiles by 0.025 deviations at most.
    for i in stride(from: 0, to: image.pixels.count, by: 50) { image.pixels[i] = 16_000 }
    // The quartile distance of n normal numbers scatters by 1.57 / sqrt(n) / 1.349.
    let bound = 4 * 1.17 / 7000.0.squareRoot() + 0.04
    #expect(abs(Double(image.robustDeviation) / deviation - 1) < bound)
  }

  @Test("An even image has no deviation to speak of")
  func even() {
    var image = FixedPointImage(width: 40, height: 30)
    for i in image.pixels.indices { image.pixels[i] = 500 }
    #expect(image.robustDeviation < 1)
  }

  @Test("Sums over squares agree with plain ones", arguments: [1, 2, 5])
  func areaSums(radius: Int) {
    var generator = SeededGenerator(seed: 32)
    var image = FixedPointImage(width: 41, height: 17)
    for i in image.pixels.indices { image.pixels[i] = Int16(generator.uniform(-900, 16_000)) }
    let sums = SummedAreaTable(of: image)
    for y in 0..<image.height {
      for x in 0..<image.width {
        var sum: Int32 = 0
        var count: Int32 = 0
        for v in max(0, y - radius)...min(image.height - 1, y + radius) {
          for u in max(0, x - radius)...min(image.width - 1, x + radius) {
            sum += Int32(image[u, v])
            count += 1
          }
        }
        #expect(sums.square(around: x, y, radius: radius) == (sum, count))
      }
    }
  }

  @Test("Means around a place leave out its middle")
  func ringMeans() {
    var generator = SeededGenerator(seed: 36)
    var image = FixedPointImage(width: 31, height: 23)
    for i in image.pixels.indices { image.pixels[i] = Int16(generator.uniform(-900, 9000)) }
    let (inner, outer) = (2, 5)
    let means = AnnulusMean(SummedAreaTable(of: image), inner: inner, outer: outer)
    for y in 0..<image.height {
      for x in 0..<image.width {
        var sum = 0.0
        var count = 0.0
        for v in max(0, y - outer)...min(image.height - 1, y + outer) {
          for u in max(0, x - outer)...min(image.width - 1, x + outer)
          where abs(u - x) > inner || abs(v - y) > inner {
            sum += Double(image[u, v])
            count += 1
          }
        }
        // Less than a step is cut off.
        #expect(abs(Double(means[x, y]) - sum / count) < 1)
      }
    }
  }

  @Test("Binning by two agrees with plain means", arguments: [(64, 40), (97, 31), (66, 9), (8, 8)])
  func binning(width: Int, height: Int) {
    var generator = SeededGenerator(seed: 35)
    var image = FixedPointImage(width: width, height: height)
    for i in image.pixels.indices {
      image.pixels[i] = Int16(generator.uniform(-16_383, 16_383))
    }
    let small = image.binnedByTwo()
    #expect(small.width == width / 2 && small.height == height / 2)
    for y in 0..<small.height {
      for x in 0..<small.width {
        var sum = 0.0
        for k in 0..<4 { sum += Double(image[2 * x + k % 2, 2 * y + k / 2]) }
        // Rounded down twice.
        #expect(sum / 4 - Double(small[x, y]) >= 0)
        #expect(sum / 4 - Double(small[x, y]) < 1.26)
      }
    }
  }

  @Test("The camera's limit is seen where samples pile up, and only there")
  func saturation() {
    var drawing = DrawnFrames(width: 75, height: 41, seed: 33)
    drawing.background = 100
    let quiet = drawing.frame([])
    #expect(Saturation.level(of: [quiet]) == .infinity)
    var clipped = quiet
    for i in 40..<60 { clipped.pixels[i] = 235 }
    #expect(Saturation.level(of: [quiet, clipped]) == 235)
    // Three pixels at the top are no pile, and a slope of levels is none either.
    var few = quiet
    for i in 40..<43 { few.pixels[i] = 235 }
    #expect(Saturation.level(of: [few]) == .infinity)
    var slope = quiet
    for i in 0..<40 { slope.pixels[i] = 210 + UInt16(i % 10) }
    #expect(Saturation.level(of: [slope]) == .infinity)
  }

  @Test("Noise from frame to frame is measured below a grey level", arguments: [1.0, 3, 12])
  func temporalNoise(noise: Double) {
    var drawing = DrawnFrames(width: 160, height: 120, seed: 34)
    drawing.background = 100
    drawing.readNoise = noise
    let frames = (0..<6).map { _ in drawing.frame([]) }
    let variance = Double(TemporalNoise.variance(of: frames))
    #expect(abs(variance / drawing.floor - 1) < 0.12)
  }

  @Test("The median is the middle of the sorted numbers", arguments: [1, 2, 3, 10, 101, 5000])
  func medians(count: Int) {
    var generator = SeededGenerator(seed: 37, stream: UInt64(count))
    for levels in [2.0, 10, 1e6] {
      let values = (0..<count).map { _ in generator.uniform(0, levels).rounded() }
      for order in [values, values.sorted(), values.sorted(by: >)] {
        let sorted = values.sorted()
        #expect(median(of: order) == 0.5 * (sorted[(count - 1) / 2] + sorted[count / 2]))
        let samples = order.map { UInt16(abs($0).truncatingRemainder(dividingBy: 65_536)) }
        #expect(median(ofSamples: samples) == median(of: samples.map(Float.init)))
      }
    }
  }
}
