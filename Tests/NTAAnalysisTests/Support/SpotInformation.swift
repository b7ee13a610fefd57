import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// The Fisher information of a drawn spot in a disc of pixels, by finite differences of the exact,
/// pixel-integrated model: what no unbiased estimate can beat (Cramér-Rao).
struct SpotInformation {
  let noise: (floor: Double, gain: Double)
  let radius: Int

  init(_ drawing: DrawnFrames, radius: Int) {
    noise = (drawing.floor, drawing.gain)
    self.radius = radius
  }

  /// Mean of the least variances of x and y, in px²; height, width and ground unknown as well.
  func positionVariance(of spot: DrawnSpot) -> Double {
    let values = [spot.x, spot.y, spot.height, spot.sigma, 0]
    let steps = [1e-4, 1e-4, 1e-4 * spot.height, 1e-4 * spot.sigma, 1e-4]
    var information = [[Double]](repeating: [Double](repeating: 0, count: 5), count: 5)
    let centre = (x: Int(spot.x.rounded()), y: Int(spot.y.rounded()))
    for v in -radius...radius {
      for u in -radius...radius where u * u + v * v <= radius * radius + radius {
        let (x, y) = (Double(centre.x + u), Double(centre.y + v))
        let slopes = (0..<5).map { k -> Double in
          var up = values
          var down = values
          up[k] += steps[k]
          down[k] -= steps[k]
          return (light(up, x, y) - light(down, x, y)) / (2 * steps[k])
        }
        let variance = noise.floor + noise.gain * (light(values, x, y) - values[4])
        // A normal law whose variance follows its mean tells a little through its width, too.
        let signalSlopes = slopes.enumerated().map { $0.offset == 4 ? 0 : $0.element }
        for i in 0..<5 {
          for j in 0..<5 {
            let byWidth =
              0.5 * noise.gain * noise.gain * signalSlopes[i] * signalSlopes[j]
              / (variance * variance)
            information[i][j] += slopes[i] * slopes[j] / variance + byWidth
          }
        }
      }
    }
    return 0.5 * (inverseElement(information, 0) + inverseElement(information, 1))
  }

  /// Light of a pixel: the Gaussian integrated over it, on its ground.
  private func light(_ p: [Double], _ x: Double, _ y: Double) -> Double {
    let scale = 1 / (p[3] * 2.0.squareRoot())
    func share(_ d: Double) -> Double {
      0.5 * (erf((d + 0.5) * scale) - erf((d - 0.5) * scale))
    }
    return p[4] + p[2] * 2 * .pi * p[3] * p[3] * share(x - p[0]) * share(y - p[1])
  }

  /// Element (k, k) of the inverse, by elimination.
  private func inverseElement(_ matrix: [[Double]], _ k: Int) -> Double {
    var m = matrix
    var right = [Double](repeating: 0, count: 5)
    right[k] = 1
    for i in 0..<5 {
      for j in i + 1..<5 {
        let factor = m[j][i] / m[i][i]
        for c in i..<5 { m[j][c] -= factor * m[i][c] }
        right[j] -= factor * right[i]
      }
    }
    for i in (0..<5).reversed() {
      for c in i + 1..<5 { right[i] -= m[i][c] * right[c] }
      right[i] /= m[i][i]
    }
    return right[k]
  }
}
