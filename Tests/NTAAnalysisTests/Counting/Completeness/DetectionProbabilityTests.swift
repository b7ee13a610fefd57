import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Visibility")
struct DetectionProbabilityTests {
  /// `count` spots of a height, in units of the height from which on they count.
  private static func spots(_ ratio: Double, _ count: Int) -> [Float] {
    [Float](repeating: Float(ratio * 10 * DetectionProbability.margin), count: count)
  }

  private static func detectionProbability(tracked: [Float], all: [Float]) -> DetectionProbability {
    DetectionProbability(detectionThreshold: 10, relativeNoise: 0.1, tracked: tracked, all: all)
  }

  @Test("A spot stands for those of its height that are in no sized track")
  func weights() {
    let detectionProbability = Self.detectionProbability(
      tracked: Self.spots(1.1, 40) + Self.spots(3, 90) + Self.spots(30, 200),
      all: Self.spots(1.1, 100) + Self.spots(3, 100) + Self.spots(30, 200))
    #expect(abs(detectionProbability.countingThreshold - 12) < 1e-12)
    #expect(abs(detectionProbability.weight(1.1 * 12) - 100.0 / 40) < 1e-9)
    #expect(abs(detectionProbability.weight(3 * 12) - 100.0 / 90) < 1e-9)
    #expect(detectionProbability.weight(30 * 12) == 1)
    #expect(detectionProbability.weight(11.9) == 0)
    // Beyond the last class the last class decides.
    #expect(detectionProbability.weight(1e9) == 1)
  }

  @Test("Counted spots weigh as many as there were, above the limit")
  func total() {
    var generator = SeededGenerator(seed: 202)
    let all = (0..<4000).map { _ in Float(12 * exp(1.2 * generator.uniform(-1, 2))) }
    let tracked = all.filter { _ in generator.uniform() < 0.6 }
    let detectionProbability = Self.detectionProbability(tracked: tracked, all: all)
    let sum = tracked.reduce(0) { $0 + detectionProbability.weight($1) }
    #expect(abs(sum - Double(all.count { $0 > 12 })) < 1e-6 * sum)
  }

  /// Spots at random places, of which those within a pixel of a brighter one are not seen.
  @Test("Spots that melt with brighter ones are put back, the faint ones first")
  func melting() {
    var generator = SeededGenerator(seed: 203)
    var (before, after): ([Float], [Float]) = ([], [])
    var lost = 0
    for _ in 0..<400 {
      let spots = (0..<60).map { _ in
        (
          x: generator.uniform(0, 30), y: generator.uniform(0, 30),
          height: Float(14 * exp(3 * generator.uniform()))
        )
      }
      let seen = spots.filter { spot in
        !spots.contains { other in
          let (dx, dy) = (other.x - spot.x, other.y - spot.y)
          return other.height > spot.height && dx * dx + dy * dy < 1
        }
      }
      lost += spots.count - seen.count
      before += spots.map(\.height)
      after += seen.map(\.height)
    }
    let perSeen = Double(lost) / Double(after.count)
    let detectionProbability = DetectionProbability(
      detectionThreshold: 10, relativeNoise: 0.1, tracked: after, all: after,
      coincidenceFraction: perSeen)
    for (low, high) in [(14, 28), (28, 100), (100, 300)] as [(Float, Float)] {
      let range = low..<high
      let weight = after.filter { range.contains($0) }
        .reduce(0) { $0 + detectionProbability.weight($1) * (1 + perSeen) }
      let drawn = Double(before.count { range.contains($0) })
      let seen = Double(after.count { range.contains($0) })
      // Some 8,000 in each class, and a tenth of the faint ones lost.
      #expect(abs(weight / drawn - 1) < 0.025, "\(low): \(weight / drawn), \(seen / drawn) seen")
    }
    #expect(Double(after.count { $0 < 28 }) < 0.92 * Double(before.count { $0 < 28 }))
  }

  @Test("Few spots correct nothing, and no spot stands for more than four")
  func limits() {
    let few = Self.detectionProbability(tracked: Self.spots(2, 5), all: Self.spots(2, 19))
    #expect(few.weight(24) == 1)
    let hidden = Self.detectionProbability(tracked: Self.spots(2, 1), all: Self.spots(2, 1000))
    #expect(hidden.weight(24) == 4)
    // Tracks may hold spots that are not among all, as where a gap was filled: none weighs less.
    let more = Self.detectionProbability(tracked: Self.spots(2, 50), all: Self.spots(2, 40))
    #expect(more.weight(24) == 1)
  }

  @Test("The noise near the limit is the median of the spots near it, however they are divided")
  func relativeNoise() throws {
    let near = (0..<21).map { (height: Float(12), error: Float(0.01 * Double($0))) }
    let far = (0..<500).map { _ in (height: Float(60), error: Float(0.001)) }
    let noise = try #require(Self.heights(near + far).relativeNoise)
    #expect(abs(noise - 0.1) < 1e-6)
    var parts = Self.heights(Array(near.prefix(4)))
    parts.add(Self.heights(Array(near.dropFirst(4)) + far))
    #expect(parts.relativeNoise == noise)
    #expect(Self.heights(Array(near.prefix(19)) + far).relativeNoise == nil)
    let unknown = near.map { (height: $0.height, error: Float.nan) }
    #expect(Self.heights(unknown + far).relativeNoise == nil)
  }

  private static func heights(_ spots: [(height: Float, error: Float)]) -> AmplitudeHistogram {
    var heights = AmplitudeHistogram(
      countingThreshold: DetectionProbability.countingThreshold(detectionThreshold: 10))
    for spot in spots { heights.add(spot.height, error: spot.error) }
    return heights
  }

  /// What ``AmplitudeHistogram/relativeNoise`` rests on, against spots that are drawn and
  /// fitted.
  @Test(
    "A fit knows the height, as a share, as well as the place, in sigmas", arguments: [12.0, 40])
  func heightAndPlace(height: Double) throws {
    var drawing = DrawnFrames(width: 320, height: 240, seed: 203)
    drawing.gain = 0
    let sigma = 1.4
    var detector = Detector(
      model: .of(drawing, sigma: sigma), width: drawing.width, height: drawing.height,
      scale: .eightBit())
    var heights: [Double] = []
    var errors: [Double] = []
    for _ in 0..<6 {
      let spots = drawing.grid(pitch: 20, height: height, sigma: sigma)
      var found: [Detection] = []
      detector.detect(in: drawing.frame(spots), into: &found)
      for spot in spots {
        guard
          let fit = found.first(where: {
            hypot(Double($0.x) - spot.x, Double($0.y) - spot.y) < 2
          })
        else { continue }
        heights.append(Double(fit.intensity) / height)
        errors.append(Double(fit.variance.squareRoot()) / sigma)
      }
    }
    #expect(heights.count > 900)
    let scatter = 1.4826 * median(of: heights.map { abs($0 - median(of: heights)) })
    // Pixels of finite size and a window that ends tell the two apart by some ten per cent; the
    // scatter of a thousand is known to 4 %.
    #expect(abs(scatter / median(of: errors) - 1) < 0.25, "\(scatter) \(median(of: errors))")
  }
}
