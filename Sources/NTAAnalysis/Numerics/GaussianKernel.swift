import Foundation

/// A Gaussian smoothing kernel on an equally spaced grid, truncated at 3.5 sigma.
struct GaussianKernel: Sendable {
  /// Weights from the centre outwards; the full two-sided kernel sums to 1.
  let half: [Float]

  /// A kernel with `sigma` in bins of the grid, >= 0.
  init(sigma: Double) {
    let radius = Int((3.5 * sigma).rounded(.up))
    guard radius > 0 else {
      half = [1]
      return
    }
    let weights = (0...radius).map { k -> Float in
      let z = Double(k) / sigma
      return Float(exp(-0.5 * z * z))
    }
    let sum = 2 * weights.reduce(0, +) - weights[0]
    half = weights.map { $0 / sum }
  }

  /// Bins from the centre to the last weight.
  var radius: Int { half.count - 1 }

  /// The values convolved with the kernel; what falls off the ends is lost.
  func smoothed(_ values: [Double]) -> [Double] {
    values.indices.map { j in
      var sum = 0.0
      for i in max(j - radius, 0)..<min(j + radius + 1, values.count) {
        sum += Double(half[abs(i - j)]) * values[i]
      }
      return sum
    }
  }
}
