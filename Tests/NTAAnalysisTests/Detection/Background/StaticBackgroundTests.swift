import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Still light")
struct StaticBackgroundTests {
  @Test("Finds dirt and leaves a slowly walking particle alone", arguments: [false, true])
  func dirtAndWalker(isDark: Bool) {
    var drawing = DrawnFrames(width: 96, height: 72, seed: 71)
    drawing.background = 40
    let dirt = DrawnSpot(x: 30.3, y: 40.2, height: 50, sigma: 1.3)
    var walker = DrawnSpot(x: 66, y: 36, height: 50, sigma: 1.2)
    var frames: [GrayImage] = []
    for _ in 0..<60 {
      frames.append(drawing.frame([dirt, walker], isDark: isDark))
      // About 400 nm at 0.7 µm a pixel and 30 frames a second.
      walker.x += 0.4 * drawing.generator.normal()
      walker.y += 0.4 * drawing.generator.normal()
    }
    let scale = FixedPointScale.eightBit(isDark ? .dark : .bright)
    let structures = StaticBackground(of: frames.compact[...], scale: scale).structures(
      spotSigma: 1.2)
    // The dirt's own light is found, less what pixels integrate away.
    #expect(abs(structures[30, 40] - 47) < 8)
    var left: Float = 0
    for y in 20..<60 { for x in 50..<90 { left = max(left, structures[x, y]) } }
    #expect(left == 0)
  }

  @Test("Finds hot pixels")
  func hotPixels() {
    var drawing = DrawnFrames(width: 64, height: 48, seed: 72)
    var frames: [GrayImage] = []
    for _ in 0..<16 {
      var frame = drawing.frame([])
      frame[20, 20] = UInt16(140 + 2 * drawing.generator.normal())
      frames.append(frame)
    }
    let still = StaticBackground(of: frames.compact[...], scale: .eightBit()).structures(
      spotSigma: 1.2)
    #expect(abs(still[20, 20] - 120) < 12)
    #expect(still[40, 30] == 0)
  }

  @Test("Few frames, noise alone or uneven light have no structure")
  func nothing() {
    var drawing = DrawnFrames(width: 96, height: 72, seed: 73)
    let dirt = DrawnSpot(x: 30, y: 40, height: 60, sigma: 1.3)
    let few = (0..<7).map { _ in drawing.frame([dirt]) }
    let scale = FixedPointScale.eightBit()
    let ofFew = StaticBackground(of: few.compact[...], scale: scale).structures(spotSigma: 1.2)
    #expect(ofFew.pixels.allSatisfy { $0 == 0 })
    let stray = DrawnSpot(x: 20, y: 90, height: 60, sigma: 40)
    let quiet = (0..<16).map { _ in drawing.frame([stray]) }
    let ofQuiet = StaticBackground(of: quiet.compact[...], scale: scale).structures(spotSigma: 1.2)
    #expect(ofQuiet.pixels.allSatisfy { $0 == 0 })
  }
}
