import Foundation

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// The law of a track's steps written out as a full matrix: slow, and plain enough to be checked.
///
/// Positions first: a point is the mean of a Brownian path over the open shutter, so that
/// `Cov(X_i, X_j) = 2 D (t_i + tE / 2)` for `i` before `j` and `Var(X_i) = 2 D (t_i + tE / 3) + s_i`;
/// the covariance of the steps follows by differences.
struct DenseNormal {
  let covariance: [[Double]]

  init(
    times_s: [Double], variance_um2: [Double], diffusion_um2_per_s d: Double, model: MotionModel,
    flowVariance_um2_per_s2: Double = 0
  ) {
    // A point common to all paths drops out of the differences: start the clock at the first.
    let t = times_s.map { $0 - times_s[0] }
    let n = t.count
    func position(_ i: Int, _ j: Int) -> Double {
      if i == j {
        return 2 * d * (t[i] + model.exposure_s / 3) + model.localizationScale * variance_um2[i]
      }
      return 2 * d * (min(t[i], t[j]) + model.exposure_s / 2)
    }
    covariance = (1..<n).map { i in
      (1..<n).map { j in
        position(i, j) - position(i - 1, j) - position(i, j - 1) + position(i - 1, j - 1)
          + flowVariance_um2_per_s2 * (t[i] - t[i - 1]) * (t[j] - t[j - 1])
      }
    }
  }

  /// Lower factor of the Cholesky decomposition.
  private var factor: [[Double]] {
    let n = covariance.count
    var l = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      for j in 0...i {
        var sum = covariance[i][j]
        for k in 0..<j { sum -= l[i][k] * l[j][k] }
        l[i][j] = i == j ? sum.squareRoot() : sum / l[j][j]
      }
    }
    return l
  }

  /// Log-likelihood of steps along one axis, without the factor of pi.
  func logLikelihood(_ steps: [Double]) -> Double {
    let l = factor
    var sum = 0.0
    var solved: [Double] = []
    for i in steps.indices {
      var rest = steps[i]
      for k in 0..<i { rest -= l[i][k] * solved[k] }
      solved.append(rest / l[i][i])
      sum += 2 * log(l[i][i]) + solved[i] * solved[i]
    }
    return -0.5 * sum
  }

  /// Fisher information about ln D of both axes: `tr((S^-1 dS/dlnD)^2)`.
  static func information(
    times_s: [Double], variance_um2: [Double], diffusion_um2_per_s d: Double, model: MotionModel
  ) -> Double {
    func matrix(_ d: Double) -> [[Double]] {
      DenseNormal(
        times_s: times_s, variance_um2: variance_um2, diffusion_um2_per_s: d, model: model
      ).covariance
    }
    let whole = matrix(d)
    let noise = matrix(0)
    let n = whole.count
    // The covariance is linear in D, so that its derivative by ln D is itself without the noise.
    var a = (0..<n).map { i in
      whole[i] + (0..<n).map { j in whole[i][j] - noise[i][j] }
    }
    for i in 0..<n {
      let pivot = a[i][i]
      for k in i..<2 * n { a[i][k] /= pivot }
      for r in 0..<n where r != i && a[r][i] != 0 {
        let share = a[r][i]
        for k in i..<2 * n { a[r][k] -= share * a[i][k] }
      }
    }
    var trace = 0.0
    for i in 0..<n { for j in 0..<n { trace += a[i][n + j] * a[j][n + i] } }
    return trace
  }
}
