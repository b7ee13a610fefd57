import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Spot fit")
struct SpotFitTests {
  /// Fits a spot that is known to be there, at its pixel.
  private func fit(
    _ spot: DrawnSpot, in image: GrayImage, _ fitter: inout SpotFitter, neighbours: [Peak] = []
  ) -> SpotFit? {
    let background = FloatImage(width: image.width, height: image.height)
    let peak = Peak(x: Int(spot.x.rounded()), y: Int(spot.y.rounded()), response: 1)
    var fits: [SpotFit?] = []
    fitter.add(peak, neighbours: neighbours, in: image, staticBackground: background, into: &fits)
    fitter.finish(in: image, staticBackground: background, into: &fits)
    return fits[0]
  }

  private func fitter(_ drawing: DrawnFrames, sigma: Double) -> SpotFitter {
    let model = ImagingModel.of(drawing, sigma: sigma)
    return SpotFitter(
      sigma: model.sigma_px, noise: model.noise, saturation: .infinity, polarity: .bright)
  }

  @Test("Is as exact as the light allows", arguments: [4.0, 6, 10, 20, 50])
  func localization(signalToNoise: Double) throws {
    for sigma in [0.8, 1.2, 2.0] {
      var drawing = DrawnFrames(width: 240, height: 240, seed: UInt64(100 * signalToNoise))
      var fitter = fitter(drawing, sigma: sigma)
      let height = signalToNoise * drawing.floor.squareRoot()
      var errors: [Double] = []
      var reported = 0.0
      var bound = 0.0
      for _ in 0..<3 {
        let spots = drawing.grid(pitch: 20, height: height, sigma: sigma)
        let image = drawing.frame(spots)
        for spot in spots {
          guard let fit = fit(spot, in: image, &fitter) else { continue }
          errors += [Double(fit.x) - spot.x, Double(fit.y) - spot.y]
          reported += Double(fit.variance)
          bound += SpotInformation(drawing, radius: fitter.radius).positionVariance(of: spot)
        }
      }
      let n = Double(errors.count) / 2
      #expect(n > 0.98 * 432)
      let square = errors.reduce(0) { $0 + $1 * $1 } / (2 * n)
      // Scatter of a mean square of 2n normal numbers is 1 / sqrt(n) of it; 3 of those on top.
      let scatter = 1 + 3 / n.squareRoot()
      #expect(square < 1.3 * 1.3 * (bound / n) * scatter, "sigma \(sigma)")
      let mean = errors.reduce(0, +) / (2 * n)
      #expect(abs(mean) < 4 * (square / (2 * n)).squareRoot(), "sigma \(sigma)")
      if signalToNoise >= 6 {
        #expect(abs(reported / n / square - 1) < 0.15 + 3 / n.squareRoot(), "sigma \(sigma)")
      }
    }
  }

  @Test("Agrees with a plain fit in double precision")
  func twin() throws {
    var drawing = DrawnFrames(width: 200, height: 200, seed: 52)
    for sigma in [0.8, 1.2, 2.0] {
      for height in [30.0, 60, 160] {
        var fitter = fitter(drawing, sigma: sigma)
        let spots = drawing.grid(pitch: 25, height: height, sigma: sigma)
        let image = drawing.frame(spots)
        for spot in spots {
          let fast = try #require(fit(spot, in: image, &fitter))
          let plain = PlainSpotFit(
            around: spot, in: image, radius: fitter.radius, noise: fitter.noise,
            sigma: Double(fitter.sigma))
          #expect(abs(Double(fast.x) - plain.x) < 0.1 * Double(fast.variance).squareRoot() + 1e-3)
          #expect(abs(Double(fast.y) - plain.y) < 0.1 * Double(fast.variance).squareRoot() + 1e-3)
          #expect(abs(Double(fast.sigma) / plain.sigma - 1) < 0.05)
          #expect(abs(Double(fast.variance) / plain.variance - 1) < 0.08)
        }
      }
    }
  }

  @Test("A neighbour five sigmas away does not pull")
  func neighbour() throws {
    var drawing = DrawnFrames(width: 64, height: 64, seed: 53)
    drawing.readNoise = 0.5
    drawing.gain = 0
    var fitter = fitter(drawing, sigma: 1.2)
    let spots = [
      DrawnSpot(x: 30.3, y: 30.1, height: 80, sigma: 1.2),
      DrawnSpot(x: 36.3, y: 30.1, height: 160, sigma: 1.2),
    ]
    let image = drawing.frame(spots)
    let other = Peak(x: 36, y: 30, response: 1)
    let fit = try #require(fit(spots[0], in: image, &fitter, neighbours: [other]))
    #expect(abs(Double(fit.x) - 30.3) < 0.03)
    #expect(abs(Double(fit.y) - 30.1) < 0.03)
  }

  @Test("A saturated spot keeps its centre, and says that it is saturated")
  func saturated() throws {
    var drawing = DrawnFrames(width: 120, height: 120, seed: 54)
    let model = ImagingModel.of(drawing, sigma: 1.5)
    var fitter = SpotFitter(
      sigma: model.sigma_px, noise: model.noise, saturation: 255, polarity: .bright)
    let spots = drawing.grid(pitch: 30, height: 900, sigma: 1.5)
    let image = drawing.frame(spots)
    for spot in spots {
      let fit = try #require(fit(spot, in: image, &fitter))
      #expect(fit.isSaturated)
      #expect(hypot(Double(fit.x) - spot.x, Double(fit.y) - spot.y) < 0.1)
    }
  }

  @Test("At the border the pixels that are there do")
  func border() throws {
    var drawing = DrawnFrames(width: 40, height: 40, seed: 55)
    drawing.readNoise = 0.5
    drawing.gain = 0
    var fitter = fitter(drawing, sigma: 1.2)
    let spot = DrawnSpot(x: 2.2, y: 37.3, height: 100, sigma: 1.2)
    let fit = try #require(fit(spot, in: drawing.frame([spot]), &fitter))
    #expect(hypot(Double(fit.x) - spot.x, Double(fit.y) - spot.y) < 0.05)
  }
}
