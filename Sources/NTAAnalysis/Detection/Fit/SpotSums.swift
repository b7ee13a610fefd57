/// The sums over the pixels of four spots that one step of their fits needs.
///
/// The derivatives are left unscaled (1, shape, shape r², shape dx, shape dy). Solving with these
/// and scaling the step gives the same step, because Marquardt's damping scales with the diagonal.
/// A Gaussian and its derivatives are products of a factor along the columns and one along the
/// rows. Each row therefore needs only moments along the columns: fourteen sums per pixel instead
/// of twenty-one.
struct SpotSums: Sendable {
  var equations = NormalEquations()
  /// Weighted sum of squared residuals.
  var chiSquare = SIMD4<Float>.zero
  /// The same with the weights of the previous parameters.
  var costByOldWeights = SIMD4<Float>.zero

  /// Adds the moments of a row with Gaussian factor `shape` at distance `dy` from the centre.
  @inline(__always)
  mutating func add(_ row: RowMoments, shape e: SIMD4<Float>, dy: SIMD4<Float>) {
    chiSquare += row.chiSquare
    costByOldWeights += row.cost
    let y2 = dy * dy
    let e2 = e * e
    let (w0, w1, w2) = (e * row.shape0, e * row.shape1, e * row.shape2)
    equations.matrix[0] += row.weight
    equations.matrix[1] += w0
    equations.matrix[2] += w2 + y2 * w0
    equations.matrix[3] += w1
    equations.matrix[4] += dy * w0
    let (s0, s1, s2) = (e2 * row.square0, e2 * row.square1, e2 * row.square2)
    let (s3, s4) = (e2 * row.square3, e2 * row.square4)
    let cross = s2 + y2 * s0
    equations.matrix[5] += s0
    equations.matrix[6] += cross
    equations.matrix[7] += s1
    equations.matrix[8] += dy * s0
    equations.matrix[9] += s4 + y2 * (s2 + cross)
    equations.matrix[10] += s3 + y2 * s1
    equations.matrix[11] += dy * cross
    equations.matrix[12] += s2
    equations.matrix[13] += dy * s1
    equations.matrix[14] += y2 * s0
    let (r0, r1, r2) = (e * row.residual0, e * row.residual1, e * row.residual2)
    equations.vector[0] += row.residual
    equations.vector[1] += r0
    equations.vector[2] += r2 + y2 * r0
    equations.vector[3] += r1
    equations.vector[4] += dy * r0
  }
}

/// Weighted sums along a row: the shape and its square, times powers of dx, and the residuals.
struct RowMoments {
  var chiSquare = SIMD4<Float>.zero
  var cost = SIMD4<Float>.zero
  var weight = SIMD4<Float>.zero
  var shape0 = SIMD4<Float>.zero
  var shape1 = SIMD4<Float>.zero
  var shape2 = SIMD4<Float>.zero
  var square0 = SIMD4<Float>.zero
  var square1 = SIMD4<Float>.zero
  var square2 = SIMD4<Float>.zero
  var square3 = SIMD4<Float>.zero
  var square4 = SIMD4<Float>.zero
  var residual = SIMD4<Float>.zero
  var residual0 = SIMD4<Float>.zero
  var residual1 = SIMD4<Float>.zero
  var residual2 = SIMD4<Float>.zero

  /// Adds one pixel of each spot.
  @inline(__always)
  mutating func add(
    _ column: ColumnShape, residual r: SIMD4<Float>, weight w: SIMD4<Float>,
    oldWeight: SIMD4<Float>
  ) {
    let r2 = r * r
    let wr = w * r
    cost += oldWeight * r2
    chiSquare += w * r2
    weight += w
    residual += wr
    let shape = w * column.shape
    let along = shape * column.dx
    shape0 += shape
    shape1 += along
    shape2 += along * column.dx
    let square = shape * column.shape
    let first = square * column.dx
    let second = first * column.dx
    let third = second * column.dx
    square0 += square
    square1 += first
    square2 += second
    square3 += third
    square4 += third * column.dx
    let lit = wr * column.shape
    let litAlong = lit * column.dx
    residual0 += lit
    residual1 += litAlong
    residual2 += litAlong * column.dx
  }
}

/// The Gaussian factors of four spots at one column.
struct ColumnShape: Sendable {
  /// Signed distance from the centre, px.
  var dx: SIMD4<Float>
  /// Gaussian factor, 1 at the centre.
  var shape: SIMD4<Float>
  /// The shape times the spot's amplitude.
  var signal: SIMD4<Float>

  static let none = ColumnShape(dx: .zero, shape: .zero, signal: .zero)
}

/// `exp(-u)` for `u` >= 0 with an absolute error of 2e-7; `u` is limited to 32.
///
/// Computed from the fourth-order series of exp(-u / 32), squared five times.
@inline(__always)
func exponentialDecay(_ u: SIMD4<Float>) -> SIMD4<Float> {
  let one = SIMD4<Float>(repeating: 1)
  var v = u * Float(1.0 / 32)
  v.replace(with: one, where: v .> one)
  var e = SIMD4<Float>(repeating: 1 / 6) - v * Float(1.0 / 24)
  e = SIMD4<Float>(repeating: 0.5) - v * e
  e = one - v * e
  e = one - v * e
  e *= e
  e *= e
  e *= e
  e *= e
  e *= e
  return e
}
