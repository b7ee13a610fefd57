/// Normal equations of a Gauss-Newton step in three unknowns.
struct ThreeParameterFit: Sendable {
  private var matrix = [Double](repeating: 0, count: 9)
  private var vector = SIMD3<Double>.zero

  mutating func add(_ gradient: SIMD3<Double>, residual: Double, weight: Double) {
    for i in 0..<3 {
      for j in 0..<3 { matrix[3 * i + j] += weight * gradient[i] * gradient[j] }
      vector[i] += weight * gradient[i] * residual
    }
  }

  /// Adds a Gaussian prior on parameter `i` whose mean is the current value plus `off`.
  mutating func addPrior(_ i: Int, off: Double, deviation: Double) {
    matrix[4 * i] += 1 / (deviation * deviation)
    vector[i] += off / (deviation * deviation)
  }

  /// The Gauss-Newton step, by Cramer's rule; zero if the normal equations are singular.
  var solution: SIMD3<Double> {
    let whole = Self.determinant(matrix)
    guard whole > 1e-12 else { return .zero }
    return SIMD3(
      Self.determinant(replacing(0)) / whole, Self.determinant(replacing(1)) / whole,
      Self.determinant(replacing(2)) / whole)
  }

  private func replacing(_ column: Int) -> [Double] {
    var copy = matrix
    for i in 0..<3 { copy[3 * i + column] = vector[i] }
    return copy
  }

  private static func determinant(_ m: [Double]) -> Double {
    m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6])
      + m[2] * (m[3] * m[7] - m[4] * m[6])
  }
}
