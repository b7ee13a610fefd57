import Foundation

/// What a flow of each track's own adds to its likelihood, for many hypotheses at once.
///
/// The velocity of the flow is the same over the track and drawn for each track from a normal
/// distribution. Integrated over, it adds `V t tᵀ` to the covariance of the displacements, with the
/// vector `t` of their time intervals. ``MotionLikelihood`` factorises the covariance `C` without it;
/// the determinant is then larger by the factor `1 + V tᵀC⁻¹t`, and the quadratic form smaller by
/// `V (tᵀC⁻¹x)² / (1 + V tᵀC⁻¹t)` (Sherman and Morrison, Ann. Math. Stat. 21:124, 1950).
struct FlowLikelihood: Sendable {
  /// The time intervals after the same elimination as the displacements, s.
  private var residual: [Double]
  /// Forms of the time intervals with themselves and with the displacements along both axes.
  private var timeTime: [Double]
  private var timeX: [Double]
  private var timeY: [Double]

  init(count: Int) {
    let zeros = [Double](repeating: 0, count: count)
    (residual, timeTime, timeX, timeY) = (zeros, zeros, zeros, zeros)
  }

  /// Begins a track.
  mutating func reset() {
    for j in residual.indices { (residual[j], timeTime[j], timeX[j], timeY[j]) = (0, 0, 0, 0) }
  }

  /// Advances by one displacement, with pivots and residuals of the displacement before.
  mutating func advance(
    _ step: Displacement, isFirst: Bool, third: Double, diffusion: [Double], scales: [Double],
    inverse: [Double], residualX: [Double], residualY: [Double]
  ) {
    advanceForms(
      step, isFirst: isFirst, third: third, diffusion: diffusion, scales: scales, inverse: inverse,
      residualX: residualX, residualY: residualY, &residual, &timeTime, &timeX, &timeY)
  }

  /// Twice the negative logarithm of the factor on the likelihood of each hypothesis.
  ///
  /// - Parameter variance: variance of the velocity along x and y, >= 0 µm²/s².
  /// - Returns: the sum over both axes.
  func twiceNegative(variance: SIMD2<Double>) -> [Double] {
    timeTime.indices.map { j in
      let growth = 1 + variance * timeTime[j]
      let form = SIMD2(timeX[j], timeY[j])
      let explained = variance * form * form / growth
      return log(growth.x) + log(growth.y) - explained.sum()
    }
  }
}

/// Advances the forms by one displacement for every hypothesis.
private func advanceForms(
  _ step: Displacement, isFirst: Bool, third: Double, diffusion: [Double], scales: [Double],
  inverse: [Double], residualX: [Double], residualY: [Double], _ residual: inout [Double],
  _ timeTime: inout [Double], _ timeX: inout [Double], _ timeY: inout [Double]
) {
  let (d, s, inverses) = (diffusion.span, scales.span, inverse.span)
  let (xs, ys) = (residualX.span, residualY.span)
  var residuals = residual.mutableSpan
  var timeTimes = timeTime.mutableSpan
  var timeXs = timeX.mutableSpan
  var timeYs = timeY.mutableSpan
  let count = d.count
  precondition(
    s.count == count && inverses.count == count && xs.count == count && ys.count == count
      && residuals.count == count && timeTimes.count == count && timeXs.count == count
      && timeYs.count == count)
  for j in 0..<count {
    let (ratio, pivot) = step.pivot(
      diffusion: d[j], scale: s[j], third: third, isFirst: isFirst, inverse: inverses[j])
    let time = step.dt - ratio * residuals[j]
    residuals[j] = time
    let weighted = time / pivot
    timeTimes[j] += weighted * time
    timeXs[j] += weighted * (step.dx - ratio * xs[j])
    timeYs[j] += weighted * (step.dy - ratio * ys[j])
  }
}
