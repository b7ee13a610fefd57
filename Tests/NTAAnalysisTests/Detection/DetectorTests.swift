import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Detector")
struct DetectorTests {
  private func detections(
    in frame: GrayImage, model: ImagingModel, polarity: Polarity = .bright
  ) -> [Detection] {
    var detector = Detector(
      model: model, width: frame.width, height: frame.height, scale: .eightBit(polarity))
    var found: [Detection] = []
    detector.detect(in: frame, into: &found)
    return found
  }

  /// How many of `spots` have exactly one detection within `distance`.
  private func matches(_ spots: [DrawnSpot], _ found: [Detection], distance: Double) -> Int {
    spots.count { spot in
      found.count { hypot(Double($0.x) - spot.x, Double($0.y) - spot.y) < distance } == 1
    }
  }

  @Test("Finds every clear spot once, bright or dark", arguments: [false, true])
  func clearSpots(isDark: Bool) {
    var drawing = DrawnFrames(width: 240, height: 180, seed: 61)
    drawing.background = 40
    let spots = drawing.scattered(60, distance: 8, height: 30, sigma: 1.2)
    let frame = drawing.frame(spots, isDark: isDark)
    let model = ImagingModel.of(drawing, sigma: 1.2)
    let found = detections(in: frame, model: model, polarity: isDark ? .dark : .bright)
    #expect(matches(spots, found, distance: 0.5) == 60)
    #expect(found.count == 60)
    let height = found.map { Double($0.intensity) }.reduce(0, +) / 60
    // Pixels integrate the spot: it is lower and wider by the same factor squared.
    let expected = 30 * 1.44 / (1.44 + 1.0 / 12)
    #expect(abs(height / expected - 1) < 0.05)
  }

  @Test("Of noise alone makes few spots")
  func noise() {
    var drawing = DrawnFrames(width: 640, height: 480, seed: 62)
    let frame = drawing.frame([])
    let found = detections(in: frame, model: .of(drawing, sigma: 1.2))
    // 4.5 deviations of some 50,000 independent places: 0.2 are expected.
    #expect(found.count <= 3)
  }

  @Test("A hot pixel is no particle")
  func hotPixels() {
    var drawing = DrawnFrames(width: 160, height: 120, seed: 63)
    var frame = drawing.frame([])
    for k in 0..<12 { frame[10 + 12 * k, 20 + 7 * k] = 250 }
    #expect(detections(in: frame, model: .of(drawing, sigma: 1.2)).isEmpty)
  }

  @Test("Two spots four sigmas apart are two")
  func pair() {
    var drawing = DrawnFrames(width: 64, height: 64, seed: 64)
    let spots = [
      DrawnSpot(x: 29.6, y: 31.2, height: 60, sigma: 1.2),
      DrawnSpot(x: 34.4, y: 31.2, height: 60, sigma: 1.2),
    ]
    let found = detections(in: drawing.frame(spots), model: .of(drawing, sigma: 1.2))
    #expect(found.count == 2)
    #expect(matches(spots, found, distance: 0.4) == 2)
  }

  @Test("A saturated spot is one spot at its place")
  func saturated() {
    var drawing = DrawnFrames(width: 160, height: 120, seed: 65)
    let spots = drawing.grid(pitch: 40, height: 900, sigma: 1.5)
    var model = ImagingModel.of(drawing, sigma: 1.5)
    model.saturation = 255
    let found = detections(in: drawing.frame(spots), model: model)
    #expect(found.count == spots.count)
    #expect(found.count { $0.isSaturated } == spots.count)
    #expect(matches(spots, found, distance: 0.15) == spots.count)
  }

  @Test("Sub-pixel parts are spread evenly", arguments: [0.8, 1.2])
  func noPixelLocking(sigma: Double) {
    var drawing = DrawnFrames(width: 320, height: 320, seed: 66)
    let model = ImagingModel.of(drawing, sigma: sigma)
    var counts = [Double](repeating: 0, count: 10)
    for _ in 0..<2 {
      let spots = drawing.grid(pitch: 10, height: 60, sigma: sigma)
      for spot in detections(in: drawing.frame(spots), model: model) {
        for place in [Double(spot.x), Double(spot.y)] {
          counts[min(Int((place - place.rounded(.down)) * 10), 9)] += 1
        }
      }
    }
    let expected = counts.reduce(0, +) / 10
    #expect(expected > 350)
    let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    // Nine degrees of freedom: 27.9 is passed by one in a thousand.
    #expect(chiSquare < 27.9)
  }

  @Test("Still light is not found again, and moves no spot beside it")
  func still() throws {
    var drawing = DrawnFrames(width: 96, height: 96, seed: 67)
    drawing.gain = 0
    let dirt = DrawnSpot(x: 30, y: 30, height: 80, sigma: 1.4)
    let spot = DrawnSpot(x: 60.2, y: 60.3, height: 60, sigma: 1.2)
    var renderer = SpotRenderer(width: 96, height: 96)
    renderer.addGaussian(x: 30, y: 30, sigma_px: 1.4, total: dirt.total)
    var light = FloatImage(width: 96, height: 96)
    light.pixels = renderer.light
    let frame = drawing.frame([dirt, spot])
    var detector = Detector(
      model: .of(drawing, sigma: 1.2), width: 96, height: 96, scale: .eightBit())
    detector.setBackground(light)
    var found: [Detection] = []
    detector.detect(in: frame, into: &found)
    let only = try #require(found.first)
    #expect(found.count == 1)
    #expect(hypot(Double(only.x) - 60.2, Double(only.y) - 60.3) < 0.3)
  }
}
