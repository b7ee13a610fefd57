import Foundation
import Testing

@testable import NTAAnalysis

@Suite("Statistics of grey levels")
struct PixelStatisticsTests {
  private static let frameCount = 9

  private static func statistics(_ frames: [GrayImage]) -> PixelStatistics {
    PixelStatistics.of(frames, consecutiveCount: frames.count) { frames[$0] }
  }

  @Test("White noise is white, and uses every level")
  func white() {
    let noise = DrawnNoise()
    let found = Self.statistics(noise.frames(Self.frameCount, seed: 561))
    // 12,288 places in two differences with two neighbours each: the error of a sign correlation is
    // 1.57 / √49,000.
    #expect(abs(found.spatialCorrelation) < 4 * 0.0071, "\(found)")
    // Each variance is of 24,600 differences: 0.9 % of error, and 1.3 % of the ratio.
    #expect(abs(found.temporalRatio - 1) < 4 * 0.013, "\(found)")
    #expect(found.levelStep == 1)
    #expect(found.zeroFraction == 0 && found.constantFraction < 0.001 && found.deadFraction == 0)
  }

  @Test("Smoothing over two by two pixels is a correlation of a half")
  func smoothed() {
    // Pairs of which one does not change are left out, which is a hundredth of them here.
    let noise = DrawnNoise(mean: 128, deviation: 50)
    let (width, height) = (noise.width, noise.height)
    let frames = noise.levels(Self.frameCount, seed: 562).map { levels in
      noise.image(
        levels.indices.map { place in
          let right = place % width < width - 1 ? 1 : 0
          let below = place / width < height - 1 ? width : 0
          return 0.25
            * (levels[place] + levels[place + right] + levels[place + below]
              + levels[place + right + below])
        })
    }
    let found = Self.statistics(frames)
    // Without the largest twentieth of the changes, a correlation looks a tenth weaker.
    #expect(abs(found.spatialCorrelation - 0.45) < 0.04, "\(found)")
    #expect(abs(found.temporalRatio - 1) < 0.08, "\(found)")
  }

  @Test("Sharpening is a negative correlation")
  func sharpened() {
    let noise = DrawnNoise(mean: 128, deviation: 20)
    let width = noise.width
    let frames = noise.levels(Self.frameCount, seed: 563).map { levels in
      noise.image(
        levels.indices.map { place in
          levels[place] - 0.5 * (place >= width ? levels[place - width] : 0)
            - 0.5 * (place % width > 0 ? levels[place - 1] : 0)
        })
    }
    // Neighbours share -0.5 of a variance of 1.5; without the largest changes, a tenth less.
    let found = Self.statistics(frames)
    #expect(abs(found.spatialCorrelation + 0.3) < 0.04, "\(found)")
  }

  @Test("A denoiser that averages over time makes noise grow with the time between frames")
  func recursive() {
    let noise = DrawnNoise(deviation: 8)
    var state = [Double](repeating: 0, count: noise.width * noise.height)
    let frames = noise.levels(Self.frameCount + 8, seed: 564).map { levels in
      state = zip(state, levels).map { 0.5 * $0 + 0.5 * $1 }
      return noise.image(state)
    }.suffix(Self.frameCount)
    // Correlations of 0.5 and 0.5⁴: (1 - 0.5) / (1 - 0.0625).
    let found = Self.statistics(Array(frames))
    #expect(abs(found.temporalRatio - 0.533) < 0.04, "\(found)")
    #expect(abs(found.spatialCorrelation) < 0.03, "\(found)")
  }

  @Test("Lost bits make the step of grey levels a power of two", arguments: [0, 1, 2, 3])
  func lostBits(bits: Int) {
    let frames = DrawnNoise(deviation: 10).frames(Self.frameCount, seed: 565).map { frame in
      var lost = frame
      for place in lost.pixels.indices { lost.pixels[place] &= ~((1 << UInt16(bits)) - 1) }
      return lost
    }
    let found = Self.statistics(frames)
    #expect(found.levelStep == Double(1 << bits), "\(found)")
  }

  @Test("Black borders are dead to four rows each", arguments: [0, 50, 96, 100])
  func letterbox(border: Int) {
    var noise = DrawnNoise(width: 160, height: 320)
    noise.border = border
    let frames = noise.frames(3, seed: 566)
    let found = PixelStatistics.of(frames, consecutiveCount: 0) { frames[$0] }
    let truth = Double(2 * border) / 320
    #expect(abs(found.deadFraction - truth) <= 8.0 / 320, "\(found)")
    #expect(abs(found.zeroFraction - truth) < 0.02 && abs(found.constantFraction - truth) < 0.03)
    #expect(found.spatialCorrelation == 0 && found.temporalRatio == 1)
  }

  @Test("Samples that are clipped to black are counted")
  func clipped() {
    let found = Self.statistics(DrawnNoise(mean: 0).frames(Self.frameCount, seed: 567))
    // Half of the noise lies below 0, and what lies below 0.5 is rounded to it.
    let truth = Normal.probability(below: 0.5 / 4)
    #expect(abs(found.zeroFraction - truth) < 0.01, "\(found)")
    #expect(found.deadFraction == 0)
  }

  @Test("What clipping to black leaves of white noise beside bright spots is white")
  func clippedSpots() {
    let noise = DrawnNoise(mean: -4)
    let frames = noise.levels(Self.frameCount, seed: 568).enumerated().map { frame, levels in
      // Spots of 5 px that have moved on in each frame.
      noise.image(
        levels.indices.map { place in
          let (x, y) = (place % noise.width + 7 * frame, place / noise.width)
          return levels[place] + (x % 40 < 5 && y % 40 < 5 ? 40 : 0)
        })
    }
    let found = Self.statistics(frames)
    #expect(found.clippedFraction > 0.75 && abs(found.spatialCorrelation) < 0.08, "\(found)")
  }

  @Test("Levels that wrap around beyond white make dark centres; dark corners are none")
  func wrapped() {
    let noise = DrawnNoise()
    func statistics(peak: Double, wraps: Bool) -> PixelStatistics {
      let levels = noise.levels(Self.frameCount, seed: 569)
      return Self.statistics(
        levels.enumerated().map { frame, levels in
          let values = levels.indices.map { place -> Double in
            let (x, y) = (place % noise.width, place / noise.width)
            let dx = Double((x + 7 * frame) % 40) - 20
            let dy = Double(y % 40) - 20
            let spot: Double = peak * exp(-(dx * dx + dy * dy) / 5)
            // A corner of 8 x 8 px, 0.5 % of the picture, stays dark.
            let corner: Double = x < 8 && y < 8 ? -36 : 0
            let level: Double = levels[place] + corner + spot
            return wraps && level + noise.mean >= 256 ? level - 256 : level
          }
          return noise.image(values)
        })
    }
    #expect(statistics(peak: 150, wraps: true).dippingFraction == 0)
    #expect(statistics(peak: 300, wraps: false).dippingFraction == 0)
    // The centre of 262 becomes 6.
    #expect(statistics(peak: 222, wraps: true).dippingFraction > 1e-3)
  }

  @Test("A block gives what its frames give, and one frame is enough")
  func block() {
    let frames = DrawnNoise().frames(Self.frameCount, seed: 568)
    #expect(PixelStatistics.of(frames.compact[...]) == Self.statistics(frames))
    let single = PixelStatistics.of(frames.compact[4..<5])
    #expect(single.constantFraction == 0 && single.deadFraction == 0)
    #expect(single.temporalRatio == 1 && single.spatialCorrelation == 0)
  }
}
