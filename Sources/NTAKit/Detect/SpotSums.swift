/// The sums over a spot's pixels that a step of the fit is made of, four pixels at a time.
///
/// The slopes are left unscaled (1, shape, shape r², shape dx, shape dy): solving in these and
/// scaling the step gives the same step, since Marquardt's damping follows the diagonal.
struct SpotSums {
  private var m00 = SIMD4<Float>.zero
  private var m01 = SIMD4<Float>.zero
  private var m02 = SIMD4<Float>.zero
  private var m03 = SIMD4<Float>.zero
  private var m04 = SIMD4<Float>.zero
  private var m11 = SIMD4<Float>.zero
  private var m12 = SIMD4<Float>.zero
  private var m13 = SIMD4<Float>.zero
  private var m14 = SIMD4<Float>.zero
  private var m22 = SIMD4<Float>.zero
  private var m23 = SIMD4<Float>.zero
  private var m24 = SIMD4<Float>.zero
  private var m33 = SIMD4<Float>.zero
  private var m34 = SIMD4<Float>.zero
  private var m44 = SIMD4<Float>.zero
  private var v0 = SIMD4<Float>.zero
  private var v1 = SIMD4<Float>.zero
  private var v2 = SIMD4<Float>.zero
  private var v3 = SIMD4<Float>.zero
  private var v4 = SIMD4<Float>.zero
  private var square = SIMD4<Float>.zero

  /// Adds four pixels.
  @inline(__always)
  mutating func add(
    dx: SIMD4<Float>, dy: SIMD4<Float>, r2: SIMD4<Float>, shape: SIMD4<Float>,
    residual: SIMD4<Float>, weight: SIMD4<Float>
  ) {
    let w1 = weight * shape
    let w11 = w1 * shape
    let w12 = w11 * r2
    let w13 = w11 * dx
    let w14 = w11 * dy
    m00 += weight
    m01 += w1
    m02 += w1 * r2
    m03 += w1 * dx
    m04 += w1 * dy
    m11 += w11
    m12 += w12
    m13 += w13
    m14 += w14
    m22 += w12 * r2
    m23 += w12 * dx
    m24 += w12 * dy
    m33 += w13 * dx
    m34 += w13 * dy
    m44 += w14 * dy
    let wr = weight * residual
    let wr1 = wr * shape
    v0 += wr
    v1 += wr1
    v2 += wr1 * r2
    v3 += wr1 * dx
    v4 += wr1 * dy
    square += wr * residual
  }

  /// Weighted sum of squared residuals.
  var chiSquare: Float { square.sum() }

  var equations: NormalEquations {
    var equations = NormalEquations()
    equations.matrix = [
      m00.sum(), m01.sum(), m02.sum(), m03.sum(), m04.sum(), m11.sum(), m12.sum(), m13.sum(),
      m14.sum(), m22.sum(), m23.sum(), m24.sum(), m33.sum(), m34.sum(), m44.sum(),
    ]
    equations.vector = [v0.sum(), v1.sum(), v2.sum(), v3.sum(), v4.sum()]
    return equations
  }
}

/// `exp(-u)` for `u` >= 0, to 2e-7 of 1; beyond 32 the value at 32 is given.
///
/// The fourth-order series at a thirty-second of `u`, squared five times.
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
