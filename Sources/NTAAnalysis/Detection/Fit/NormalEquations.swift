/// The normal equations of weighted fits of five parameters: background, amplitude, sigma, x, y.
///
/// Holds four fits at once, one per vector lane. x and y come last because the variances of the
/// last parameters can be read directly from the factorisation. `SpotSums` fills the equations,
/// and `SpotSolver` solves them.
struct NormalEquations: Sendable {
  typealias Row = InlineArray<5, SIMD4<Float>>

  /// Upper triangle of `JᵀWJ`, row by row.
  var matrix = InlineArray<15, SIMD4<Float>>(repeating: .zero)
  /// `JᵀWr`.
  var vector = Row(repeating: .zero)

  /// Index of element (i, j), i <= j, in the packed triangle.
  @inline(__always)
  private static func packed(_ i: Int, _ j: Int) -> Int { i &* 5 &- i &* (i &- 1) / 2 &+ (j &- i) }

  /// Solves `(JᵀWJ + damping diag) step = JᵀWr`.
  ///
  /// - Returns: the steps, and which of them are valid: those with a positive definite matrix.
  func step(damping: SIMD4<Float>) -> (step: Row, isSound: SIMDMask<SIMD4<Int32>>) {
    let factor = factor(damping: damping)
    var z = vector
    for i in 1..<5 {
      for k in 0..<i { z[i] -= factor.lower[i &* 5 &+ k] * z[k] }
    }
    for i in 0..<5 { z[i] *= factor.inverse[i] }
    for i in stride(from: 3, through: 0, by: -1) {
      for k in i + 1..<5 { z[i] -= factor.lower[k &* 5 &+ i] * z[k] }
    }
    return (z, factor.isSound)
  }

  /// Predicted decrease of the weighted sum of squares, in the quadratic approximation.
  func gain(of step: Row) -> SIMD4<Float> {
    var sum = SIMD4<Float>.zero
    for i in 0..<5 { sum += step[i] * vector[i] }
    return sum
  }

  /// Leverage of the samples on the fits; nil unless all four matrices are positive definite.
  var leverage: Leverage? {
    let factor = factor(damping: .zero)
    return all(factor.isSound) ? Leverage(lower: factor.lower, inverse: factor.inverse) : nil
  }

  /// `gᵀ (JᵀWJ)⁻¹ g` for rows `g` of derivatives; times the sample's weight, this is its leverage.
  struct Leverage: Sendable {
    fileprivate let lower: InlineArray<25, SIMD4<Float>>
    fileprivate let inverse: Row

    func of(slopes: Row) -> SIMD4<Float> {
      var z = slopes
      var sum = z[0] * z[0] * inverse[0]
      for i in 1..<5 {
        for k in 0..<i { z[i] -= lower[i &* 5 &+ k] * z[k] }
        sum += z[i] * z[i] * inverse[i]
      }
      return sum
    }
  }

  /// Adds a sample to the matrix of each fit.
  mutating func add(slopes g: Row, weight: SIMD4<Float>) {
    for i in 0..<5 {
      let weighted = weight * g[i]
      for j in i..<5 { matrix[NormalEquations.packed(i, j)] += weighted * g[j] }
    }
  }

  /// Combines the sums of all four lanes into one fit, stored in every lane.
  mutating func pool() {
    for i in matrix.indices { matrix[i] = SIMD4(repeating: matrix[i].sum()) }
    for i in vector.indices { vector[i] = SIMD4(repeating: vector[i].sum()) }
  }

  /// Replaces the marked lanes by those of `other`.
  mutating func replace(with other: NormalEquations, where mask: SIMDMask<SIMD4<Int32>>) {
    for i in matrix.indices { matrix[i].replace(with: other.matrix[i], where: mask) }
    for i in vector.indices { vector[i].replace(with: other.vector[i], where: mask) }
  }

  /// Variances of the last two parameters, which are the last two diagonal elements of the inverse,
  /// and the lanes in which they are valid.
  func lastVariances() -> (
    x: SIMD4<Float>, y: SIMD4<Float>, isSound: SIMDMask<SIMD4<Int32>>
  ) {
    let factor = factor(damping: .zero)
    let link = factor.lower[4 * 5 + 3]
    let last = factor.inverse[4]
    return (factor.inverse[3] + link * link * last, last, factor.isSound)
  }

  /// `L D Lᵀ` factorisation: the unit lower triangle row by row, the inverse of each element of D,
  /// and the lanes in which all elements of D are positive and finite.
  private func factor(
    damping: SIMD4<Float>
  ) -> (lower: InlineArray<25, SIMD4<Float>>, inverse: Row, isSound: SIMDMask<SIMD4<Int32>>) {
    var lower = InlineArray<25, SIMD4<Float>>(repeating: .zero)
    var inverse = Row(repeating: .zero)
    // The elements of L D.
    var scaled = InlineArray<25, SIMD4<Float>>(repeating: .zero)
    let none = SIMD4<Float>.zero
    let most = SIMD4<Float>(repeating: .greatestFiniteMagnitude)
    var isSound = SIMDMask<SIMD4<Int32>>(repeating: true)
    for j in 0..<5 {
      var pivot = matrix[NormalEquations.packed(j, j)]
      pivot += damping * pivot
      for k in 0..<j { pivot -= lower[j &* 5 &+ k] * scaled[j &* 5 &+ k] }
      isSound = isSound .& (pivot .> none) .& (pivot .<= most)
      inverse[j] = 1 / pivot
      for i in j + 1..<5 {
        var sum = matrix[NormalEquations.packed(j, i)]
        for k in 0..<j { sum -= lower[i &* 5 &+ k] * scaled[j &* 5 &+ k] }
        scaled[i &* 5 &+ j] = sum
        lower[i &* 5 &+ j] = sum * inverse[j]
      }
    }
    return (lower, inverse, isSound)
  }
}
