import Foundation

/// Chooses how smooth the distribution is, by what foretells tracks that were left out.
///
/// For each bandwidth the distribution is estimated from all but one fold of the tracks and judged
/// by the log-likelihood of that fold. Of the bandwidths that foretell as well as the best, to within
/// one standard error of the difference (Breiman et al., Classification and Regression Trees, 1984,
/// sec. 3.4.3), the smoothest wins: detail must be earned.
struct BandwidthSelection: Sendable {
  /// Widths tried, in ln d: from a certified bead's to a broad lognormal's.
  static let candidates = [0.02, 0.03, 0.045, 0.065, 0.09, 0.13, 0.18, 0.25]
  private static let folds = 4
  /// Standard errors of the difference by which a smoother distribution may foretell worse.
  private static let tolerance = 1.0

  /// Weights of the groups of one fold: their sums, and the sums of their squares.
  struct Fold: Sendable {
    var weights: [Float]
    var squares: [Double]
  }

  /// The bandwidth to use.
  static func choose(_ estimator: MixtureEstimator, folds: [Fold]) -> Double {
    let scores = candidates.map { foretold(estimator, bandwidth: $0, folds: folds) }
    let totals = scores.map { score in
      zip(score, folds).reduce(0.0) { sum, pair in
        zip(pair.0, pair.1.weights).reduce(sum) { $0 + $1.0 * Double($1.1) }
      }
    }
    guard let best = totals.indices.max(by: { totals[$0] < totals[$1] }) else {
      return candidates[0]
    }
    let smoothest = candidates.indices.last { k in
      totals[best] - totals[k] <= tolerance * error(of: scores[best], against: scores[k], folds)
    }
    return candidates[smoothest ?? best]
  }

  /// Log-likelihood of each group in each fold, by the distribution of the other folds.
  private static func foretold(
    _ estimator: MixtureEstimator, bandwidth: Double, folds: [Fold]
  ) -> [[Double]] {
    let curves = estimator.componentCurves(bandwidth: bandwidth)
    let newton = ConstrainedNewton(curves: curves)
    return folds.indices.map { left in
      var training = [Float](repeating: 0, count: folds[left].weights.count)
      for other in folds.indices where other != left {
        for g in training.indices { training[g] += folds[other].weights[g] }
      }
      return curves.densities(newton.heights(weights: training)).map { log(Double(max($0, 1e-30))) }
    }
  }

  /// Standard error of the difference of two scores, tracks being independent.
  private static func error(
    of a: [[Double]], against b: [[Double]], _ folds: [Fold]
  ) -> Double {
    var sum = 0.0
    var weight = 0.0
    for (f, fold) in folds.enumerated() {
      for g in fold.weights.indices where fold.weights[g] > 0 {
        sum += Double(fold.weights[g]) * (a[f][g] - b[f][g])
        weight += Double(fold.weights[g])
      }
    }
    let mean = weight > 0 ? sum / weight : 0
    var variance = 0.0
    for (f, fold) in folds.enumerated() {
      for g in fold.squares.indices where fold.squares[g] > 0 {
        let off = a[f][g] - b[f][g] - mean
        variance += fold.squares[g] * off * off
      }
    }
    return variance.squareRoot()
  }

  /// Deals tracks to folds.
  static func folds(_ curves: TrackCurves, trackWeights: [Double]) -> [Fold] {
    var result = Array(
      repeating: Fold(
        weights: [Float](repeating: 0, count: curves.groupCount),
        squares: [Double](repeating: 0, count: curves.groupCount)), count: folds)
    for (index, group) in curves.groupOfTrack.enumerated() {
      result[index % folds].weights[group] += Float(trackWeights[index])
      result[index % folds].squares[group] += trackWeights[index] * trackWeights[index]
    }
    return result
  }
}
