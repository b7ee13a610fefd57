/// The weighted normal equations of a five-parameter fit: x, y, height, sigma, ground.
struct NormalEquations: Sendable {
  /// Upper triangle of `JᵀWJ`, row by row.
  private var matrix = InlineArray<15, Float>(repeating: 0)
  private var vector = InlineArray<5, Float>(repeating: 0)
  /// Minus twice the log-likelihood, up to a constant.
  private(set) var cost: Float = 0
  /// Weighted sum of squared residuals.
  private(set) var chiSquare: Float = 0

  @inline(__always)
  mutating func add(
    residual: Float, weight: Float, logVariance: Float,
    gradient g: (Float, Float, Float, Float, Float)
  ) {
    let w0 = weight * g.0
    let w1 = weight * g.1
    let w2 = weight * g.2
    let w3 = weight * g.3
    let w4 = weight * g.4
    matrix[0] += w0 * g.0
    matrix[1] += w0 * g.1
    matrix[2] += w0 * g.2
    matrix[3] += w0 * g.3
    matrix[4] += w0 * g.4
    matrix[5] += w1 * g.1
    matrix[6] += w1 * g.2
    matrix[7] += w1 * g.3
    matrix[8] += w1 * g.4
    matrix[9] += w2 * g.2
    matrix[10] += w2 * g.3
    matrix[11] += w2 * g.4
    matrix[12] += w3 * g.3
    matrix[13] += w3 * g.4
    matrix[14] += w4 * g.4
    vector[0] += w0 * residual
    vector[1] += w1 * residual
    vector[2] += w2 * residual
    vector[3] += w3 * residual
    vector[4] += w4 * residual
    let square = weight * residual * residual
    chiSquare += square
    cost += square + logVariance
  }

  /// Index of element (i, j), i <= j, in the packed triangle.
  private static func packed(_ i: Int, _ j: Int) -> Int { i * 5 - i * (i - 1) / 2 + (j - i) }

  /// Solves `(JᵀWJ + damping diag) step = JᵀWr`; nil when the matrix is not positive definite.
  func step(damping: Float) -> [Float]? {
    guard let factor = cholesky(damping: damping) else { return nil }
    return solve(factor, vector)
  }

  /// Mean of the variances of x and y at the solution: the inverse's first two diagonal elements.
  func positionVariance() -> Float? {
    guard let factor = cholesky(damping: 0) else { return nil }
    var unitX = InlineArray<5, Float>(repeating: 0)
    unitX[0] = 1
    var unitY = InlineArray<5, Float>(repeating: 0)
    unitY[1] = 1
    let variance = 0.5 * (solve(factor, unitX)[0] + solve(factor, unitY)[1])
    return variance.isFinite && variance > 0 ? variance : nil
  }

  /// Lower Cholesky factor, full 5 × 5, row by row.
  private func cholesky(damping: Float) -> InlineArray<25, Float>? {
    var l = InlineArray<25, Float>(repeating: 0)
    for j in 0..<5 {
      for i in j..<5 {
        var sum = matrix[NormalEquations.packed(j, i)]
        if i == j { sum += damping * sum }
        for k in 0..<j { sum -= l[i * 5 + k] * l[j * 5 + k] }
        if i == j {
          guard sum > 0, sum.isFinite else { return nil }
          l[j * 5 + j] = sum.squareRoot()
        } else {
          l[i * 5 + j] = sum / l[j * 5 + j]
        }
      }
    }
    return l
  }

  private func solve(_ l: InlineArray<25, Float>, _ right: InlineArray<5, Float>) -> [Float] {
    var z = right
    for i in 0..<5 {
      for k in 0..<i { z[i] -= l[i * 5 + k] * z[k] }
      z[i] /= l[i * 5 + i]
    }
    for i in (0..<5).reversed() {
      for k in i + 1..<5 { z[i] -= l[k * 5 + i] * z[k] }
      z[i] /= l[i * 5 + i]
    }
    return [z[0], z[1], z[2], z[3], z[4]]
  }
}
