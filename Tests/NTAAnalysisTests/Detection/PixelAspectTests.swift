import Testing

@testable import NTAAnalysis

@Suite("Pixels that are not square")
struct PixelAspectTests {
  private static func detection(_ x: Float, _ y: Float) -> Detection {
    Detection(x: x, y: y, intensity: 7, sigma: 1.2, variance: 0.02)
  }

  @Test("The longer side is measured in units of the shorter one")
  func makeSquare() {
    let cases: [(aspect: Float, x: Float, y: Float)] = [(2, 20, 30), (0.5, 10, 60), (1, 10, 30)]
    for (aspect, x, y) in cases {
      var found = FrameDetections(detections: [Self.detection(10, 30)])
      found.makeSquare(pixelAspect: aspect)
      #expect(found.detections[0].x == x && found.detections[0].y == y)
      #expect(found.detections[0].intensity == 7)
      // The mean of both axes: (4 + 1) / 2 of the variance in pixels.
      let factor: Float = aspect == 1 ? 1 : 2.5
      #expect(abs(found.detections[0].variance - 0.02 * factor) < 1e-7)
    }
  }
}
