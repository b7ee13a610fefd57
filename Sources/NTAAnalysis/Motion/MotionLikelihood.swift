import Foundation

/// Log-likelihood of a trajectory's displacements under many hypotheses at once: diffusion
/// coefficients, each with a scale of the localisation variances.
///
/// The displacements along one axis are jointly normal with a tridiagonal covariance (see
/// ``MotionModel``). Its `LDLᵀ` factorisation along the track takes O(*n*) and is exact for any
/// times and localisation variances, so that gaps and uneven frame intervals need no special case.
/// ``DiffusionEstimate`` is computed from the resulting curve.
package struct MotionLikelihood: Sendable {
  /// Diffusion coefficients, µm²/s, > 0.
  let diffusion_um2_per_s: [Double]
  /// Factor on the localisation variances reported by the fits, one per hypothesis.
  private let localizationScales: [Double]
  let model: MotionModel

  /// Reciprocal of the last pivot.
  private var inverse: [Double]
  private var residualX: [Double]
  private var residualY: [Double]
  private var product: [Double]
  private var twiceNegative: [Double]
  /// What the flow of each track's own takes; nil where nothing flows.
  private var flow: FlowLikelihood?

  /// Number of pivots multiplied before one logarithm is taken: pivots lie in (1e-9, 1e4) µm², so
  /// the product of eight stays within the range of a Double.
  private static let logarithmEvery = 8

  /// Hypotheses with the localisation variance scale of `model`.
  package init(diffusion_um2_per_s: [Double], model: MotionModel) {
    self.init(
      diffusion_um2_per_s: diffusion_um2_per_s,
      localizationScales: diffusion_um2_per_s.map { _ in model.localizationScale }, model: model)
  }

  /// Hypotheses each with its own localisation variance scale instead of the model's.
  init(diffusion_um2_per_s: [Double], localizationScales: [Double], model: MotionModel) {
    precondition(localizationScales.count == diffusion_um2_per_s.count)
    self.diffusion_um2_per_s = diffusion_um2_per_s
    self.localizationScales = localizationScales
    self.model = model
    let zeros = [Double](repeating: 0, count: diffusion_um2_per_s.count)
    (inverse, residualX, residualY, product, twiceNegative) = (zeros, zeros, zeros, zeros, zeros)
    if model.flowVariance_um2_per_s2 != .zero { flow = FlowLikelihood(count: zeros.count) }
  }

  /// Log-likelihood of both axes for each hypothesis, up to a constant of the track.
  ///
  /// With a stride *m* the track is divided into *m* interleaved subsequences of every *m*-th
  /// frame. The mean of their log-likelihoods uses every point and counts none twice.
  package mutating func evaluate(_ track: Trajectory) -> [Double] {
    let stride = model.stride
    guard stride > 1 else {
      return logLikelihood(of: track, points: Array(0..<track.count))
    }
    var sum = [Double](repeating: 0, count: diffusion_um2_per_s.count)
    for phase in 0..<stride {
      let points = comb(track, phase: phase, stride: stride)
      guard points.count >= 2 else { continue }
      let part = logLikelihood(of: track, points: points)
      for j in sum.indices { sum[j] += part[j] / Double(stride) }
    }
    return sum
  }

  /// Indices of the points whose frames are `stride` apart, beginning `phase` after the first.
  private func comb(_ track: Trajectory, phase: Int, stride: Int) -> [Int] {
    let first = Int(track.frames[0])
    return track.frames.indices.filter {
      (Int(track.frames[$0]) - first - phase).isMultiple(of: stride)
    }
  }

  private mutating func logLikelihood(of track: Trajectory, points: [Int]) -> [Double] {
    let count = diffusion_um2_per_s.count
    for j in 0..<count {
      product[j] = 1
      twiceNegative[j] = 0
    }
    flow?.reset()
    let third = blurTime(track, points)
    for n in 1..<max(points.count, 1) {
      let (i, k) = (points[n - 1], points[n])
      let step = Displacement(
        dx: track.x_um[k] - track.x_um[i], dy: track.y_um[k] - track.y_um[i],
        dt: track.times_s[k] - track.times_s[i],
        noise: track.variance_um2[i] + track.variance_um2[k], shared: track.variance_um2[i])
      advance(step, isFirst: n == 1, third: third)
      if n % Self.logarithmEvery == 0 { takeLogarithms() }
    }
    takeLogarithms()
    if let flow {
      return zip(twiceNegative, flow.twiceNegative(variance: model.flowVariance_um2_per_s2))
        .map { -0.5 * ($0 + $1) }
    }
    return twiceNegative.map { -0.5 * $0 }
  }

  /// A third of the exposure time, in s.
  ///
  /// The covariance of the displacements is positive definite only for an exposure time below one
  /// and a half times the shortest interval. Longer exposure times are reduced to 1.47 times that
  /// interval; they occur if stated frame times are too close together.
  private func blurTime(_ track: Trajectory, _ points: [Int]) -> Double {
    var shortest = Double.infinity
    for n in 1..<max(points.count, 1) {
      shortest = min(shortest, track.times_s[points[n]] - track.times_s[points[n - 1]])
    }
    return min(model.exposure_s / 3, 0.49 * shortest)
  }

  private mutating func advance(_ step: Displacement, isFirst: Bool, third: Double) {
    // Needs the pivots and residuals of the displacement before.
    flow?.advance(
      step, isFirst: isFirst, third: third, diffusion: diffusion_um2_per_s,
      scales: localizationScales, inverse: inverse, residualX: residualX, residualY: residualY)
    factorise(
      step, isFirst: isFirst, third: third, diffusion: diffusion_um2_per_s,
      scales: localizationScales, &inverse, &residualX, &residualY, &product, &twiceNegative)
  }

  /// Adds the logarithms of the collected pivots to the sums; each counts once for x and once for
  /// y.
  private mutating func takeLogarithms() {
    for j in product.indices {
      twiceNegative[j] += 2 * log(product[j])
      product[j] = 1
    }
  }
}

/// One displacement (µm, s); `noise` and `shared` are the variances (µm²) reported by the fits at
/// both ends and at the point shared with the preceding displacement.
struct Displacement {
  var dx: Double
  var dy: Double
  var dt: Double
  var noise: Double
  var shared: Double

  /// The pivot of this displacement for one hypothesis, and what it takes of the residual before.
  @inline(__always)
  func pivot(
    diffusion: Double, scale: Double, third: Double, isFirst: Bool, inverse: Double
  ) -> (ratio: Double, value: Double) {
    let noise = scale * noise
    // A pivot is at least the localisation variance of the displacement's end; the floor is for
    // ends without variance.
    let smallest = 1e-9 + 1e-3 * noise
    let variance = 2 * diffusion * (dt - third) + noise
    let covariance = isFirst ? 0 : diffusion * third - scale * shared
    let ratio = isFirst ? 0 : covariance * inverse
    let raw = variance - covariance * ratio
    return (ratio, raw > smallest ? raw : smallest)
  }
}

/// Advances the factorisation by one displacement for every hypothesis.
private func factorise(
  _ step: Displacement, isFirst: Bool, third: Double, diffusion: [Double], scales: [Double],
  _ inverse: inout [Double], _ residualX: inout [Double], _ residualY: inout [Double],
  _ product: inout [Double], _ twiceNegative: inout [Double]
) {
  let d = diffusion.span
  let s = scales.span
  var inverses = inverse.mutableSpan
  var xs = residualX.mutableSpan
  var ys = residualY.mutableSpan
  var products = product.mutableSpan
  var sums = twiceNegative.mutableSpan
  let count = d.count
  precondition(
    s.count == count && inverses.count == count && xs.count == count && ys.count == count
      && products.count == count && sums.count == count)
  for j in 0..<count {
    let (ratio, next) = step.pivot(
      diffusion: d[j], scale: s[j], third: third, isFirst: isFirst, inverse: inverses[j])
    let x = step.dx - ratio * xs[j]
    let y = step.dy - ratio * ys[j]
    let over = 1 / next
    inverses[j] = over
    xs[j] = x
    ys[j] = y
    products[j] *= next
    sums[j] += (x * x + y * y) * over
  }
}
