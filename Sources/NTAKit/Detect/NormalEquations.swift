/// The normal equations of a weighted fit of five parameters: ground, height, sigma, x, y.
///
/// The order puts x and y last, where the variances can be read off the factor.
struct NormalEquations: Sendable {
  /// Upper triangle of `JᵀWJ`, row by row.
  var matrix = InlineArray<15, Float>(repeating: 0)
  /// `JᵀWr`.
  var vector = InlineArray<5, Float>(repeating: 0)

  /// Index of element (i, j), i <= j, in the packed triangle.
  @inline(__always)
  private static func packed(_ i: Int, _ j: Int) -> Int { i &* 5 &- i &* (i &- 1) / 2 &+ (j &- i) }

  /// Solves `(JᵀWJ + damping diag) step = JᵀWr`; nil when the matrix is not positive definite.
  func step(damping: Float) -> InlineArray<5, Float>? {
    guard let factor = factor(damping: damping) else { return nil }
    var z = vector
    for i in 1..<5 {
      for k in 0..<i { z[i] -= factor.lower[i &* 5 &+ k] * z[k] }
    }
    for i in 0..<5 { z[i] *= factor.inverse[i] }
    for i in stride(from: 3, through: 0, by: -1) {
      for k in i + 1..<5 { z[i] -= factor.lower[k &* 5 &+ i] * z[k] }
    }
    return z
  }

  /// By how much a step lowers the weighted sum of squares, where it is a parabola.
  func gain(of step: InlineArray<5, Float>) -> Float {
    var sum: Float = 0
    for i in 0..<5 { sum += step[i] * vector[i] }
    return sum
  }

  /// `gᵀ (JᵀWJ)⁻¹ g` for each row `g` of slopes: times its weight, how much a sample draws the fit
  /// to itself.
  func leverages(of rows: [InlineArray<5, Float>]) -> [Float]? {
    guard let factor = factor(damping: 0) else { return nil }
    return rows.map { row in
      var z = row
      var sum = z[0] * z[0] * factor.inverse[0]
      for i in 1..<5 {
        for k in 0..<i { z[i] -= factor.lower[i * 5 + k] * z[k] }
        sum += z[i] * z[i] * factor.inverse[i]
      }
      return sum
    }
  }

  /// Adds one sample.
  mutating func add(slopes g: InlineArray<5, Float>, weight: Float) {
    for i in 0..<5 {
      for j in i..<5 { matrix[NormalEquations.packed(i, j)] += weight * g[i] * g[j] }
    }
  }

  /// Variances of the last two parameters: the last two diagonal elements of the inverse.
  func lastVariances() -> (Float, Float)? {
    guard let factor = factor(damping: 0) else { return nil }
    let link = factor.lower[4 * 5 + 3]
    let last = factor.inverse[4]
    return (factor.inverse[3] + link * link * last, last)
  }

  /// `L D Lᵀ`: the unit lower triangle row by row, and the inverse of each element of D.
  private func factor(
    damping: Float
  ) -> (lower: InlineArray<25, Float>, inverse: InlineArray<5, Float>)? {
    var lower = InlineArray<25, Float>(repeating: 0)
    var inverse = InlineArray<5, Float>(repeating: 0)
    // Column j of L D, kept while it is used.
    var scaled = InlineArray<25, Float>(repeating: 0)
    for j in 0..<5 {
      var pivot = matrix[NormalEquations.packed(j, j)]
      pivot += damping * pivot
      for k in 0..<j { pivot -= lower[j &* 5 &+ k] * scaled[j &* 5 &+ k] }
      guard pivot > 0, pivot.isFinite else { return nil }
      inverse[j] = 1 / pivot
      for i in j + 1..<5 {
        var sum = matrix[NormalEquations.packed(j, i)]
        for k in 0..<j { sum -= lower[i &* 5 &+ k] * scaled[j &* 5 &+ k] }
        scaled[i &* 5 &+ j] = sum
        lower[i &* 5 &+ j] = sum * inverse[j]
      }
    }
    return (lower, inverse)
  }
}
