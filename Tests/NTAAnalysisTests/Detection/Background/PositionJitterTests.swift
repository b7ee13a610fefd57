import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Tremor")
struct PositionJitterTests {
  private static func isImmobile(
    spread_px: Double, height: Double, frames: Int = 16, seed: UInt64, sharpness: Double = 1.2
  ) -> Bool {
    var drawing = DrawnFrames(width: 40, height: 40, seed: seed)
    let images = (0..<frames).map { _ in
      let (x, y) = (drawing.generator.normal(), drawing.generator.normal())
      return drawing.frame([
        DrawnSpot(
          x: 20 + spread_px * x, y: 20 + spread_px * y, height: height, sigma: sharpness)
      ])
    }
    return PositionJitter(images.compact, scale: .eightBit(), radius: 3).isImmobile(x: 20, y: 20)
  }

  @Test("Tells what stands from what moves by half a pixel", arguments: [20.0, 60, 180])
  func spread(height: Double) {
    var (standing, moving) = (0, 0)
    for seed in 0..<40 as Range<UInt64> {
      if Self.isImmobile(spread_px: 0, height: height, seed: seed) { standing += 1 }
      // At 20 grey levels noise alone shifts a spot by 0.17 px; half a pixel is beyond that.
      if Self.isImmobile(spread_px: height < 30 ? 0.8 : 0.5, height: height, seed: seed) {
        moving += 1
      }
    }
    #expect(standing >= 39, "\(standing)")
    #expect(moving <= 2, "\(moving)")
  }

  @Test("At the picture's edge and on even light nothing is said to move")
  func edges() {
    var drawing = DrawnFrames(width: 12, height: 12, seed: 331)
    let even = (0..<16).map { _ in drawing.frame([]) }
    let tremor = PositionJitter(even.compact, scale: .eightBit(), radius: 3)
    for (x, y) in [(0, 0), (11, 11), (0, 6), (5, 11)] { #expect(tremor.isImmobile(x: x, y: y)) }
    let flat = [GrayImage](repeating: GrayImage(width: 12, height: 12, filledWith: 9), count: 16)
    #expect(PositionJitter(flat.compact, scale: .eightBit(), radius: 3).isImmobile(x: 6, y: 6))
    #expect(PositionJitter([], scale: .eightBit(), radius: 3).isImmobile(x: 6, y: 6))
    let narrow = [GrayImage](repeating: GrayImage(width: 2, height: 9), count: 16)
    #expect(PositionJitter(narrow.compact, scale: .eightBit(), radius: 3).isImmobile(x: 1, y: 1))
  }

  @Test("A change of brightness is no motion")
  func flicker() {
    var drawing = DrawnFrames(width: 40, height: 40, seed: 332)
    let images = (0..<16).map { frame in
      drawing.frame([
        DrawnSpot(x: 20.4, y: 19.7, height: 100 + 40 * Double(frame % 3), sigma: 1.2)
      ])
    }
    #expect(PositionJitter(images.compact, scale: .eightBit(), radius: 3).isImmobile(x: 20, y: 20))
  }
}
