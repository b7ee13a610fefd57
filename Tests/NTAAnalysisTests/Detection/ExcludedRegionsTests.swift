import Testing

@testable import NTAAnalysis

@Suite("Excluded regions")
struct ExcludedRegionsTests {
  @Test(
    "A text of rectangles is read and written", arguments: ["600,20,120,30", "0,0,1,1;5,6,7,8"])
  func text(text: String) throws {
    let regions = try #require(ExcludedRegions(text))
    #expect(regions.text == text)
    #expect(ExcludedRegions(text.replacing(",", with: " , ")) == regions)
  }

  @Test(
    "Anything else is refused",
    arguments: [
      "", "1,2,3", "1,2,3,4,5", "1,2,0,4", "1,2,3,-4", "-1,2,3,4", "a,b,c,d", "1,2,3,4;",
      "1,2,3,4.5",
      "1,2,3,99999999999999999999", "1,2,3,2000000",
    ])
  func refused(text: String) { #expect(ExcludedRegions(text) == nil) }

  @Test("What lies in a rectangle is left out, borders by the pixel")
  func exclude() throws {
    let regions = try #require(ExcludedRegions("10,20,5,3"))
    func kept(_ x: Float, _ y: Float) -> Bool {
      var found = FrameDetections()
      found.detections = [Detection(x: x, y: y, intensity: 1, sigma: 1, variance: 0)]
      found.exclude(regions)
      return !found.detections.isEmpty
    }
    for (x, y) in [(9.5, 19.5), (12, 21), (14.49, 22.49)] { #expect(!kept(Float(x), Float(y))) }
    for (x, y) in [(9.4, 21), (14.5, 21), (12, 19.4), (12, 22.5)] {
      #expect(kept(Float(x), Float(y)))
    }
  }

  @Test("The share of a picture counts each pixel once, and none outside")
  func share() throws {
    var generator = SeededGenerator(seed: 61)
    for _ in 0..<30 {
      let text = (0..<3).map { _ in
        (0..<4).map { "\(Int(generator.uniform($0 < 2 ? 0 : 1, 25)))" }.joined(separator: ",")
      }.joined(separator: ";")
      let regions = try #require(ExcludedRegions(text))
      var count = 0
      for y in 0..<20 {
        for x in 0..<30 where regions.contains(x: Float(x), y: Float(y)) { count += 1 }
      }
      #expect(regions.share(width: 30, height: 20) == Double(count) / 600, "\(text)")
    }
  }
}
