/// What is believed of one particle's step: weights over step scales a factor of 2 apart.
///
/// Scale *k* is the mean squared two-dimensional step `4 D dt` of an exponential law of the squared
/// distance. A track's own steps sharpen the weights by Bayes' rule, so that a large particle that
/// was slow so far is not linked across a small one's reach.
struct DisplacementPrior: Sendable, Equatable {
  static let count = 12
  /// Mean squared step of the fastest scale in one frame interval, px².
  let fastest: Float
  /// Probability of each scale, fastest first; the last four places are empty.
  private(set) var weights: SIMD16<Float>

  /// Scales with given weights, of any sum.
  init(fastest: Float, weights: SIMD16<Float>) {
    self.fastest = fastest
    self.weights = Self.isScale * weights / (Self.isScale * weights).sum()
  }

  /// Every scale equally likely.
  init(fastest: Float) {
    self.init(fastest: fastest, weights: Self.isScale)
  }

  /// 1 in the places of the scales.
  private static var isScale: SIMD16<Float> {
    SIMD16(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0)
  }

  /// Mean squared steps of the scales over `intervals` frame intervals.
  @inline(__always)
  private func scales(_ intervals: Float) -> SIMD16<Float> {
    let halves = SIMD16<Float>(
      1, 0x1p-1, 0x1p-2, 0x1p-3, 0x1p-4, 0x1p-5, 0x1p-6, 0x1p-7, 0x1p-8, 0x1p-9, 0x1p-10, 0x1p-11,
      0, 0, 0, 0)
    // Localisation noise does not grow with time: hence the small constant.
    return halves * (fastest * intervals) + 0.02
  }

  /// The law of steps over `intervals` frame intervals.
  func law(intervals: Float) -> Law {
    let rates = 1 / scales(intervals)
    return Law(rates: rates, heights: weights * rates / .pi)
  }

  /// The law of a step: a sum of exponential laws of its squared length.
  struct Law: Sendable {
    /// One over the mean squared step of each scale, px⁻².
    fileprivate let rates: SIMD16<Float>
    /// Density of each at no step at all, times its weight.
    fileprivate let heights: SIMD16<Float>

    /// Probability per px² of a step of squared length `squared`.
    @inline(__always)
    func density(_ squared: Float) -> Float { (heights * exponential(-squared * rates)).sum() }
  }

  /// Learns from one step.
  mutating func observe(_ squared: Float, intervals: Float) {
    let s = scales(intervals)
    // A floor keeps every scale possible: one wrong link must not lock a track.
    let likelihood = weights * exponential(-squared / s) / s + 1e-9 * Self.isScale
    weights = likelihood / likelihood.sum()
  }
}

/// `exp(x)` to 3e-7 of itself, for -80 <= x <= 80; beyond, the value there.
///
/// Two to a whole number times the series of what is left, which is at most half of ln 2.
@inline(__always)
func exponential(_ x: SIMD16<Float>) -> SIMD16<Float> {
  let limit = SIMD16<Float>(repeating: 80)
  var x = x
  x.replace(with: limit, where: x .> limit)
  x.replace(with: -limit, where: x .< -limit)
  // Adding this rounds to a whole number, which then stands in the lowest bits.
  let rounder: Float = 0x1.8p23
  let shifted = x * 1.442_695_04 + rounder
  let whole = shifted - rounder
  // ln 2 in two parts, of which the first is short enough that its product with `whole` is exact.
  let r = x - whole * 0.693_359_375 + whole * 2.121_944_4e-4
  var series = r * Float(1.0 / 720) + Float(1.0 / 120)
  series = series * r + Float(1.0 / 24)
  series = series * r + Float(1.0 / 6)
  series = series * r + 0.5
  series = series * r + 1
  series = series * r + 1
  // Unsafe in name only: vectors of the same size, whose bits are taken for those of numbers.
  let power = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &<< 23
  return unsafeBitCast(
    unsafeBitCast(series, to: SIMD16<Int32>.self) &+ power, to: SIMD16<Float>.self)
}
