import Testing

@testable import NTAAnalysis

@Suite("Polarity of spots")
struct SpotPolarityTests {
  /// Strong structures of two frames with 48 spots each.
  private static func count(
    _ polarity: Polarity, isDark: Bool, height: Double
  ) -> SpotPolarity {
    var drawing = DrawnFrames(width: 128, height: 96, seed: 571)
    let frames = (0..<2).map { _ in
      let spots = drawing.grid(pitch: 16, height: height, sigma: 1.3)
      return drawing.frame(spots, isDark: isDark)
    }
    return SpotPolarity.count(
      in: frames, scale: .eightBit(polarity), sigma_px: 1.3)
  }

  @Test("Bright and dark spots are told apart by either assumption", arguments: [50.0, 200])
  func spots(height: Double) {
    for isDark in [false, true] {
      let right = Self.count(isDark ? .dark : .bright, isDark: isDark, height: height)
      let wrong = Self.count(isDark ? .bright : .dark, isDark: isDark, height: height)
      #expect(!right.isOpposite && right.peaks >= 96 && right.peaks < 105, "\(right)")
      #expect(wrong.isOpposite && wrong.dips >= 96 && wrong.dips < 105, "\(wrong)")
    }
  }

  @Test(
    "The rings of few strong spots in little noise are no spots", arguments: [40.0, 120, 230, 900])
  func rings(height: Double) {
    for polarity in [Polarity.bright, .dark] {
      var drawing = DrawnFrames(width: 224, height: 224, seed: 572)
      (drawing.gain, drawing.readNoise) = (0, 1)
      let frames = (0..<2).map { _ in
        let spots = drawing.grid(pitch: 56, height: height, sigma: 1.3)
        return drawing.frame(spots, isDark: polarity == .dark)
      }
      let found = SpotPolarity.count(in: frames, scale: .eightBit(polarity), sigma_px: 1.3)
      #expect(!found.isOpposite && found.peaks >= 32 && found.dips == 0, "\(found)")
    }
  }

  @Test("Noise is of neither polarity")
  func blank() {
    for polarity in [Polarity.bright, .dark] {
      let found = Self.count(polarity, isDark: polarity == .dark, height: 0)
      #expect(found == SpotPolarity(peaks: 0, dips: 0))
      #expect(!found.isOpposite)
    }
  }

  @Test("A few dips, or dips beside as many peaks, turn nothing")
  func majority() {
    #expect(!SpotPolarity(peaks: 0, dips: 19).isOpposite)
    #expect(SpotPolarity(peaks: 0, dips: 20).isOpposite)
    #expect(!SpotPolarity(peaks: 10, dips: 30).isOpposite)
    #expect(SpotPolarity(peaks: 10, dips: 31).isOpposite)
  }
}
