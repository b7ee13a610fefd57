import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// The spot fit by its definition, in double precision: Gauss-Newton steps, each halved until it
/// pays, weights renewed after each, until nothing moves.
struct PlainSpotFit {
  private(set) var x = 0.0
  private(set) var y = 0.0
  private(set) var sigma = 0.0
  private(set) var variance = 0.0

  init(around spot: DrawnSpot, in image: GrayImage, radius: Int, noise: NoiseModel, sigma: Double) {
    let centre = (x: Int(spot.x.rounded()), y: Int(spot.y.rounded()))
    var pixels: [(x: Double, y: Double, light: Double)] = []
    for v in -radius...radius {
      for u in -radius...radius where u * u + v * v <= radius * radius + radius {
        pixels.append(
          (Double(centre.x + u), Double(centre.y + v), Double(image[centre.x + u, centre.y + v])))
      }
    }
    let lowest = pixels.map(\.light).min() ?? 0
    var p = [spot.x, spot.y, spot.height, sigma, lowest]
    func signal(_ p: [Double], _ pixel: (x: Double, y: Double, light: Double)) -> Double {
      let r2 = (pixel.x - p[0]) * (pixel.x - p[0]) + (pixel.y - p[1]) * (pixel.y - p[1])
      return p[2] * exp(-r2 / (2 * p[3] * p[3]))
    }
    var inverse: [[Double]] = []
    for _ in 0..<200 {
      var matrix = [[Double]](repeating: [Double](repeating: 0, count: 5), count: 5)
      var vector = [Double](repeating: 0, count: 5)
      var weights: [Double] = []
      for pixel in pixels {
        let s = signal(p, pixel)
        let weight = 1 / Double(noise.variance(at: Float(s)))
        let (dx, dy) = (pixel.x - p[0], pixel.y - p[1])
        let w2 = p[3] * p[3]
        let slopes = [
          s * dx / w2, s * dy / w2, s / p[2], s * (dx * dx + dy * dy) / (w2 * p[3]), 1,
        ]
        for i in 0..<5 {
          for j in 0..<5 { matrix[i][j] += weight * slopes[i] * slopes[j] }
          vector[i] += weight * slopes[i] * (pixel.light - p[4] - s)
        }
        weights.append(weight)
      }
      inverse = inverted(matrix)
      var step = (0..<5).map { i in (0..<5).reduce(0) { $0 + inverse[i][$1] * vector[$1] } }
      func cost(_ p: [Double]) -> Double {
        zip(pixels, weights).reduce(0) {
          let residual = $1.0.light - p[4] - signal(p, $1.0)
          return $0 + $1.1 * residual * residual
        }
      }
      let now = cost(p)
      while cost(zip(p, step).map { $0 + $1 }) > now * (1 + 1e-12),
        step.contains(where: { abs($0) > 1e-9 })
      { step = step.map { $0 / 2 } }
      for i in 0..<5 { p[i] += step[i] }
      if abs(step[0]) + abs(step[1]) < 1e-8 { break }
    }
    x = p[0]
    y = p[1]
    self.sigma = p[3]
    variance = 0.5 * (inverse[0][0] + inverse[1][1])
  }
}

/// The inverse of a well-conditioned matrix, by Gauss and Jordan.
private func inverted(_ matrix: [[Double]]) -> [[Double]] {
  let n = matrix.count
  var m = matrix
  var inverse = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0 } }
  for i in 0..<n {
    let pivot = m[i][i]
    for c in 0..<n {
      m[i][c] /= pivot
      inverse[i][c] /= pivot
    }
    for r in 0..<n where r != i {
      let factor = m[r][i]
      for c in 0..<n {
        m[r][c] -= factor * m[i][c]
        inverse[r][c] -= factor * inverse[i][c]
      }
    }
  }
  return inverse
}
