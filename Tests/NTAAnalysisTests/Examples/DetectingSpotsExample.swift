import Foundation
import NTAAnalysis
import Testing

// The code between the marks stands in the article, letter by letter.
// begin
func spots(in images: [GrayImage]) throws -> [[Detection]] {
  var detector = try SpotDetector(learningFrom: images)
  return try images.map { try detector.detect(in: $0) }
}
// end

@Suite("The example of Detecting spots")
struct DetectingSpotsExample {
  private static let sigma_px = 1.3

  /// Nearest detection to a drawn spot, and its squared distance in units of its variance.
  private func match(_ spot: DrawnSpot, _ found: [Detection]) -> (distance: Double, z2: Double)? {
    let errors = found.map {
      (
        square: pow(Double($0.x) - spot.x, 2) + pow(Double($0.y) - spot.y, 2),
        variance: Double($0.variance)
      )
    }
    return errors.min { $0.square < $1.square }.map {
      ($0.square.squareRoot(), $0.square / (2 * $0.variance))
    }
  }

  @Test("The article holds the code above")
  func article() throws {
    let code = try #require(try ExampleCode.code(in: #filePath))
    #expect(
      try ExampleCode.article("DetectingSpots").contains(
        "```swift\nimport NTAAnalysis\n\n\(code)```\n"))
  }

  @Test(
    "Finds every drawn spot where it is, as exactly as it says, in one image or in twenty",
    arguments: [1, 20])
  func spots(imageCount: Int) throws {
    var drawing = DrawnFrames(width: 160, height: 128, seed: 501)
    let drawn = (0..<imageCount).map { _ in
      drawing.scattered(30, distance: 14, height: 60, sigma: Self.sigma_px)
    }
    let images = drawn.map { drawing.frame($0) }
    let found = try NTAAnalysisTests.spots(in: images)
    var sum = 0.0
    for (own, detections) in zip(drawn, found) {
      // A false spot per image would be a thousand times the threshold's rate.
      #expect((30...31).contains(detections.count))
      for spot in own {
        let nearest = try #require(match(spot, detections))
        #expect(nearest.distance < 1)
        sum += nearest.z2
      }
    }
    let count = Double(30 * imageCount)
    // The variances are known to 15 %; the mean of `count` exponential numbers scatters by
    // 1 / √count.
    #expect(abs(sum / count - 1) < 0.3 + 4 / count.squareRoot(), "\(sum / count)")
  }

  @Test("Measures the width and the noise that were drawn")
  func model() throws {
    var drawing = DrawnFrames(width: 160, height: 128, seed: 502)
    let images = (0..<20).map { _ in
      drawing.frame(drawing.scattered(12, distance: 14, height: 60, sigma: Self.sigma_px))
    }
    let detector = try SpotDetector(learningFrom: images)
    // A pixel widens a Gaussian by the variance of its own width.
    let expected = (Self.sigma_px * Self.sigma_px + 1.0 / 12).squareRoot()
    #expect(abs(Double(detector.model.sigma_px) / expected - 1) < 0.05)
    // Two images differ by spots in up to 24 · 60 of 20,480 pixels. The median deviation of the
    // others is then at their quantile 0.5 / 0.93, 9 % above their median.
    let noise = Double(detector.model.noiseDeviation) / drawing.floor.squareRoot()
    #expect((0.95...1.12).contains(noise), "\(noise)")
    #expect(detector.model.spotCount > 0 && detector.model.saturationLevel == nil)
  }

  @Test("Dirt on the window is background, not a spot")
  func dirt() throws {
    var drawing = DrawnFrames(width: 160, height: 128, seed: 503)
    let dirt = DrawnSpot(x: 80, y: 64, height: 80, sigma: Self.sigma_px)
    let images = (0..<40).map { _ in
      drawing.frame(drawing.scattered(20, distance: 14, height: 60, sigma: Self.sigma_px) + [dirt])
    }
    var detector = try SpotDetector(learningFrom: images)
    #expect(detector.background[64 * 160 + 80] > 40)
    #expect(detector.background[0] == 0)
    var near = 0
    for image in images {
      near += try detector.detect(in: image).count {
        hypot(Double($0.x) - 80, Double($0.y) - 64) < 1
      }
    }
    // Particles pass within 1 px of it in 20 π / (144 × 112) of the images.
    #expect(near <= 1)
  }

  @Test("Says what is wrong with images it cannot use")
  func errors() throws {
    #expect(throws: AnalysisError.noFrames) { try SpotDetector(learningFrom: [GrayImage]()) }
    #expect(throws: AnalysisError.tooFewPixels(width: 15, height: 40)) {
      try SpotDetector(learningFrom: GrayImage(width: 15, height: 40))
    }
    let images = [GrayImage(width: 32, height: 32), GrayImage(width: 32, height: 33)]
    #expect(throws: AnalysisError.formatsDiffer(frame: 1)) {
      try SpotDetector(learningFrom: images)
    }
    // An image without light is no error, and has no spots.
    var detector = try SpotDetector(learningFrom: images[0])
    #expect(try detector.detect(in: images[0]).isEmpty)
    #expect(throws: AnalysisError.formatsDiffer(frame: 0)) { try detector.detect(in: images[1]) }
  }
}
