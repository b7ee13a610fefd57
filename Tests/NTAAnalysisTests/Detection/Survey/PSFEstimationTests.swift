import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Spot survey")
struct PSFEstimationTests {
  private func survey(_ frames: [GrayImage], _ polarity: Polarity = .bright) -> ImagingModel {
    let scale = FixedPointScale(for: frames, polarity: polarity)
    let background = FloatImage(width: frames[0].width, height: frames[0].height)
    return PSFEstimation.measure(frames: frames, staticBackground: background, scale: scale)
  }

  @Test("Measures the width of the spots", arguments: [0.8, 1.2, 2.5])
  func width(sigma: Double) {
    for isDark in [false, true] {
      var drawing = DrawnFrames(width: 200, height: 160, seed: 81)
      drawing.background = 40
      let frames = (0..<6).map { _ in
        let spots = drawing.scattered(
          30, distance: 14 * sigma.squareRoot(), height: 60, sigma: sigma)
        return drawing.frame(spots, isDark: isDark)
      }
      let model = survey(frames, isDark ? .dark : .bright)
      // Pixels of unit width add their own variance, 1/12.
      let expected = (sigma * sigma + 1.0 / 12).squareRoot()
      #expect(abs(Double(model.sigma_px) / expected - 1) < 0.03)
      #expect(model.spotCount >= 30)
      #expect(model.saturation == .infinity)
    }
  }

  @Test("Measures the noise by the light it comes with", arguments: [0.1, 0.5, 1.5])
  func noise(gain: Double) {
    var drawing = DrawnFrames(width: 320, height: 240, seed: 82)
    drawing.gain = gain
    let frames = (0..<6).map { k in
      let height = 20 + 30 * Double(k)
      return drawing.frame(drawing.scattered(30, distance: 14, height: height, sigma: 1.2))
    }
    let noise = survey(frames).noise
    #expect(abs(Double(noise.floor) / drawing.floor - 1) < 0.1)
    for light in [15.0, 50, 100] {
      let expected = drawing.floor + gain * light
      #expect(abs(Double(noise.variance(at: Float(light))) / expected - 1) < 0.2, "at \(light)")
    }
  }

  @Test("A recording without spots keeps the guess and the lowest threshold")
  func blank() {
    var drawing = DrawnFrames(width: 160, height: 120, seed: 83)
    let model = survey((0..<6).map { _ in drawing.frame([]) })
    #expect(model.spotCount == 0)
    #expect(model.sigma_px == PSFEstimation.guess)
    #expect(model.threshold >= DetectionThreshold.lowestThreshold)
    #expect(model.threshold < 5.5)
  }

  @Test("Noise with wild pixels raises the threshold above them")
  func wildNoise() {
    var drawing = DrawnFrames(width: 160, height: 120, seed: 84)
    drawing.background = 60
    let frames = (0..<6).map { _ in
      var frame = drawing.frame([])
      for _ in 0..<40 {
        let i = Int(drawing.generator.uniform(0, Double(frame.pixels.count)))
        frame.pixels[i] = drawing.generator.uniform() < 0.5 ? 40 : 80
      }
      return frame
    }
    let calm = survey((0..<6).map { _ in drawing.frame([]) }).threshold
    #expect(survey(frames).threshold > calm + 1)
  }
}
