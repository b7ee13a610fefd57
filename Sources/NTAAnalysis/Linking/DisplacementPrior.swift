/// Distribution of one particle's mean squared displacement: weights over scales a factor of 2
/// apart.
///
/// Scale *k* is the mean squared two-dimensional displacement `4 D dt`; the squared displacement is
/// exponentially distributed with that mean. Bayes' rule updates the weights with each displacement
/// of a track, so that a large particle that has moved slowly so far is not linked to a detection
/// that only a small particle could reach. ``LinkModel`` holds the prior of a new track.
struct DisplacementPrior: Sendable, Equatable {
  static let count = 12
  /// Mean squared displacement of the fastest scale in one frame interval, px².
  let fastest: Float
  /// Probability of each scale, fastest first; the last four lanes are unused and zero.
  private(set) var weights: SIMD16<Float>

  /// A distribution with given weights, which are normalised.
  init(fastest: Float, weights: SIMD16<Float>) {
    self.fastest = fastest
    self.weights = Self.isScale * weights / (Self.isScale * weights).sum()
  }

  /// A distribution in which all scales are equally likely.
  init(fastest: Float) {
    self.init(fastest: fastest, weights: Self.isScale)
  }

  /// 1 in the lanes that hold a scale, 0 in the others.
  private static var isScale: SIMD16<Float> {
    SIMD16(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0)
  }

  /// Mean squared displacement of each scale over `intervals` frame intervals, px².
  @inline(__always)
  private func scales(_ intervals: Float) -> SIMD16<Float> {
    let halves = SIMD16<Float>(
      1, 0x1p-1, 0x1p-2, 0x1p-3, 0x1p-4, 0x1p-5, 0x1p-6, 0x1p-7, 0x1p-8, 0x1p-9, 0x1p-10, 0x1p-11,
      0, 0, 0, 0)
    // The constant stands for localisation noise, which does not grow with time.
    return halves * (fastest * intervals) + 0.02
  }

  /// The displacement distribution over `intervals` frame intervals.
  func law(intervals: Float) -> Law {
    let rates = 1 / scales(intervals)
    return Law(rates: rates, heights: weights * rates / .pi)
  }

  /// Displacement distribution: a mixture of exponential distributions of the squared displacement.
  struct Law: Sendable {
    /// Reciprocal of the mean squared displacement of each scale, px⁻².
    fileprivate let rates: SIMD16<Float>
    /// Density of each component at zero displacement, times its weight, px⁻².
    fileprivate let heights: SIMD16<Float>

    /// Probability density, px⁻², of a displacement with squared length `squared`, px².
    @inline(__always)
    func density(_ squared: Float) -> Float { (heights * exponential(-squared * rates)).sum() }
  }

  /// Updates the weights with one displacement of squared length `squared`, px².
  mutating func observe(_ squared: Float, intervals: Float) {
    let s = scales(intervals)
    // The floor keeps every scale possible, so that one wrong link cannot fix a track's scale.
    let likelihood = weights * exponential(-squared / s) / s + 1e-9 * Self.isScale
    weights = likelihood / likelihood.sum()
  }
}

/// `exp(x)` with a relative error of 3e-7 for -80 <= x <= 80; `x` is clamped to that range.
///
/// The argument is reduced to an integer multiple of ln 2 plus a remainder of at most half of ln 2,
/// for which a Taylor series is used.
@inline(__always)
func exponential(_ x: SIMD16<Float>) -> SIMD16<Float> {
  let limit = SIMD16<Float>(repeating: 80)
  var x = x
  x.replace(with: limit, where: x .> limit)
  x.replace(with: -limit, where: x .< -limit)
  // Adding this constant rounds to an integer, which is then in the lowest bits.
  let rounder: Float = 0x1.8p23
  let shifted = x * 1.442_695_04 + rounder
  let whole = shifted - rounder
  // ln 2 is split in two parts; the first is short enough for an exact product with `whole`.
  let r = x - whole * 0.693_359_375 + whole * 2.121_944_4e-4
  var series = r * Float(1.0 / 720) + Float(1.0 / 120)
  series = series * r + Float(1.0 / 24)
  series = series * r + Float(1.0 / 6)
  series = series * r + 0.5
  series = series * r + 1
  series = series * r + 1
  // The bit casts are safe: the vectors have equal sizes and every bit pattern is a valid value.
  let power = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &<< 23
  return unsafeBitCast(
    unsafeBitCast(series, to: SIMD16<Int32>.self) &+ power, to: SIMD16<Float>.self)
}
