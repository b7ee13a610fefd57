import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Spot renderer")
struct SpotRendererTests {
  @Test(
    "A spot keeps its light and its centre",
    arguments: [(20.0, 15.0, 1.1), (20.37, 14.81, 0.5), (19.5, 15.5, 2.3)])
  func centroid(x: Double, y: Double, sigma: Double) {
    var renderer = SpotRenderer(width: 41, height: 31)
    renderer.addGaussian(x: x, y: y, sigma_px: sigma, total: 1000)
    let moments = Moments(renderer)
    // Each axis loses erfc(5 / √2) = 6e-7; Float sums cost a few 1e-7 more.
    #expect(abs(moments.total - 1000) < 0.01)
    // What is lost beyond 5 sigma shifts the centre by less than 6e-7 x 6 sigma.
    #expect(abs(moments.x - x - pixelLocking(x, sigma)) < 1e-5)
    #expect(abs(moments.y - y - pixelLocking(y, sigma)) < 1e-5)
    if sigma > 1 {
      // Integration over pixels adds 1/12 px² to the variance; 6e-7 are lost at 5 sigma.
      #expect(
        abs(moments.varianceX - (sigma * sigma + 1.0 / 12)) < 25 * 6e-7 * sigma * sigma + 1e-4)
    }
  }

  @Test("Pixels hold the integral of the Gaussian")
  func naive() {
    var renderer = SpotRenderer(width: 21, height: 21)
    renderer.addGaussian(x: 10.3, y: 9.6, sigma_px: 1.2, total: 500)
    let parts = 100
    for (column, row) in [(10, 10), (12, 8), (7, 9)] {
      var sum = 0.0
      for a in 0..<parts {
        for b in 0..<parts {
          let dx = Double(column) - 0.5 + (Double(a) + 0.5) / Double(parts) - 10.3
          let dy = Double(row) - 0.5 + (Double(b) + 0.5) / Double(parts) - 9.6
          sum += exp(-(dx * dx + dy * dy) / (2 * 1.44)) / (2 * Double.pi * 1.44)
        }
      }
      let expected = 500 * sum / Double(parts * parts)
      #expect(abs(Double(renderer.light[row * 21 + column]) - expected) < 1e-3)
    }
  }

  @Test("A ring keeps its light and is dark in the middle")
  func ring() {
    var renderer = SpotRenderer(width: 61, height: 61)
    renderer.addRing(x: 30.2, y: 29.9, radius_px: 8, sigma_px: 1, total: 1000)
    let moments = Moments(renderer)
    #expect(abs(moments.total - 1000) < 10)
    #expect(abs(moments.x - 30.2) < 0.01)
    #expect(renderer.light[30 * 61 + 30] < 0.01)
    #expect(renderer.light[30 * 61 + 38] > 1)
  }

  @Test("Spots at and beyond the border are cut, not wrapped")
  func border() {
    var renderer = SpotRenderer(width: 20, height: 20)
    renderer.addGaussian(x: -0.5, y: 10, sigma_px: 1, total: 100)
    #expect(abs(Moments(renderer).total - 50) < 0.01)
    renderer.reset(to: [Float](repeating: 0, count: 400))
    renderer.addGaussian(x: -30, y: 10, sigma_px: 1, total: 100)
    renderer.addGaussian(x: 10, y: 1e9, sigma_px: 1, total: 100)
    #expect(Moments(renderer).total == 0)
  }

  @Test("Images are rounded and clipped")
  func image() {
    var renderer = SpotRenderer(width: 3, height: 1)
    renderer.reset(to: [2.6, -4, 400])
    #expect(renderer.image().pixels == [3, 0, 255])
    #expect(renderer.image(whiteLevel: 65535).pixels == [3, 0, 400])
  }
}

/// How far the centroid of whole pixels lies from the centre of a narrow spot.
///
/// The centroid is the mean of the rounded place; rounding is a sawtooth, whose Fourier series is
/// averaged over the spot term by term.
private func pixelLocking(_ centre: Double, _ sigma: Double) -> Double {
  (1...3).reduce(0) { sum, term in
    let order = Double(term)
    let wave = sin(2 * Double.pi * order * centre) / (Double.pi * order)
    let damping = exp(-2 * Double.pi * Double.pi * order * order * sigma * sigma)
    return sum + (term % 2 == 0 ? 1 : -1) * wave * damping
  }
}

private struct Moments {
  var total = 0.0
  var x = 0.0
  var y = 0.0
  var varianceX = 0.0

  init(_ renderer: SpotRenderer) {
    var square = 0.0
    for row in 0..<renderer.height {
      for column in 0..<renderer.width {
        let light = Double(renderer.light[row * renderer.width + column])
        total += light
        x += light * Double(column)
        y += light * Double(row)
        square += light * Double(column * column)
      }
    }
    x /= total
    y /= total
    varianceX = square / total - x * x
  }
}
