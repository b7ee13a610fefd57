import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// Particles that stay about one place for a clip look still to each single pixel.
@Suite("Hovering particles")
struct HoveringParticleTests {
  private static let scale = FixedPointScale.eightBit()

  /// The still light of a clip with one spot, whose places are given.
  private static func structures(
    _ places: [SIMD2<Double>], height: Double, sigma: Double = 1.2, seed: UInt64
  ) -> FloatImage {
    var drawing = DrawnFrames(width: 64, height: 56, seed: seed)
    let frames = places.map { place in
      drawing.frame([DrawnSpot(x: place.x, y: place.y, height: height, sigma: sigma)])
    }
    return StaticBackground(of: frames.compact[...], scale: scale).structures(
      spotSigma: Float(sigma))
  }

  private static func isEmpty(_ image: FloatImage) -> Bool { image.pixels.allSatisfy { $0 == 0 } }

  /// A walk that keeps to a place: pulled back so that it stays within `spread` px per axis.
  private static func hovering(
    _ count: Int, step: Double, spread: Double, seed: UInt64
  ) -> [SIMD2<Double>] {
    var generator = SeededGenerator(seed: seed)
    // Of x' = a x + step n the spread is step / sqrt(1 - a²).
    let pull = (1 - step * step / (spread * spread)).squareRoot()
    var offset = SIMD2(spread * generator.normal(), spread * generator.normal())
    return (0..<count).map { _ in
      offset = pull * offset + step * SIMD2(generator.normal(), generator.normal())
      return SIMD2(32.2, 28.3) + offset
    }
  }

  @Test(
    "A saturated particle that hovers is not still, saturated dirt is",
    arguments: [281, 282, 283, 284] as [UInt64])
  func saturated(seed: UInt64) {
    // A plateau five pixels wide: 255 is reached out to 2.5 px.
    let (height, sigma) = (700.0, 1.7)
    let walk = Self.hovering(60, step: 1, spread: 1.3, seed: seed)
    #expect(Self.isEmpty(Self.structures(walk, height: height, sigma: sigma, seed: seed)))
    let dirt = [SIMD2](repeating: SIMD2(32.2, 28.3), count: 60)
    let still = Self.structures(dirt, height: height, sigma: sigma, seed: seed)
    #expect(still[32, 28] > 200)
  }

  /// Each pixel near the place changes by less than a fifth of the light there, as a lamp's would.
  @Test("A particle that keeps within half a sigma is not still", arguments: [30.0, 60, 120])
  func keepsClose(height: Double) {
    for seed in 290..<300 as Range<UInt64> {
      let walk = Self.hovering(60, step: 0.4, spread: 0.7, seed: seed)
      #expect(Self.isEmpty(Self.structures(walk, height: height, seed: seed)), "seed \(seed)")
    }
  }

  @Test("Free walks of 0.4 px a frame leave no still light", arguments: [16, 40, 60])
  func walks(frames: Int) {
    for seed in 300..<310 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var place = SIMD2(32.0, 28)
      let walk = (0..<frames).map { _ in
        place += 0.4 * SIMD2(generator.normal(), generator.normal())
        return place
      }
      #expect(Self.isEmpty(Self.structures(walk, height: 60, seed: seed)), "seed \(seed)")
    }
  }

  @Test(
    "Dirt is still, faint or bright, flickering by a tenth, and shaken by a fifth of a pixel",
    arguments: [25.0, 60, 150], [(flicker: 0.0, shake: 0.0), (0.1, 0.0), (0, 0.2)])
  func dirt(height: Double, unrest: (flicker: Double, shake: Double)) {
    var found = 0
    for seed in 310..<320 as Range<UInt64> {
      var drawing = DrawnFrames(width: 64, height: 56, seed: seed)
      let frames = (0..<60).map { _ in
        let (x, y) = (drawing.generator.normal(), drawing.generator.normal())
        let light = 1 + unrest.flicker * drawing.generator.normal()
        return drawing.frame([
          DrawnSpot(
            x: 32.2 + 0.7 * unrest.shake * x, y: 28.3 + 0.7 * unrest.shake * y,
            height: height * light, sigma: 1.2)
        ])
      }
      let still = StaticBackground(of: frames.compact[...], scale: Self.scale).structures(
        spotSigma: 1.2)
      if still[32, 28] > 0.6 * Float(height) { found += 1 }
    }
    #expect(found >= 9, "\(found) of 10")
  }

  @Test("Dirt stays still where a particle passes over it")
  func passedOver() {
    var drawing = DrawnFrames(width: 64, height: 56, seed: 321)
    let frames = (0..<60).map { frame in
      drawing.frame([
        DrawnSpot(x: 32.2, y: 28.3, height: 60, sigma: 1.2),
        DrawnSpot(x: 2 + Double(frame), y: 29, height: 80, sigma: 1.2),
      ])
    }
    let still = StaticBackground(of: frames.compact[...], scale: Self.scale).structures(
      spotSigma: 1.2)
    #expect(abs(still[32, 28] - 56) < 12)
  }
}
