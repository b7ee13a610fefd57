/// Chooses how smooth the distribution is, by what foretells tracks that were left out.
///
/// For each bandwidth the distribution is estimated from all but one fold of the tracks and judged
/// by the log-likelihood of that fold. Among bandwidths that foretell as well as the best, to within
/// a share of the standard error of the difference, the smoothest wins: detail must be earned.
struct BandwidthSelection: Sendable {
  /// Widths tried, in ln d: from a certified bead's to a broad lognormal's.
  static let candidates = [0.02, 0.03, 0.045, 0.065, 0.09, 0.13, 0.18, 0.25]
  private static let folds = 4
  /// Share of the standard error by which a smoother distribution may foretell worse.
  private static let tolerance = 0.5

  /// The bandwidth to use.
  ///
  /// - Parameters:
  ///   - foldWeights: weights of the groups in each fold, `folds` arrays.
  static func choose(_ estimator: MixtureEstimator, foldWeights: [[Float]]) -> Double {
    let count = foldWeights[0].count
    var scores: [[Double]] = []
    for bandwidth in candidates {
      let matrix = estimator.smoothedCurves(bandwidth: bandwidth)
      scores.append(
        foldWeights.indices.map { fold in
          var training = [Float](repeating: 0, count: count)
          for other in foldWeights.indices where other != fold {
            for g in 0..<count { training[g] += foldWeights[other][g] }
          }
          let heights = estimator.heights(matrix: matrix, weights: training, iterations: 120)
          return estimator.logLikelihood(
            matrix: matrix, weights: foldWeights[fold], heights: heights)
        })
    }
    let totals = scores.map { $0.reduce(0, +) }
    guard let best = totals.indices.max(by: { totals[$0] < totals[$1] }) else {
      return candidates[0]
    }
    let smoothest = candidates.indices.last { k in
      let differences = zip(scores[best], scores[k]).map { $0 - $1 }
      let mean = differences.reduce(0, +) / Double(folds)
      let square = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let error = (square / Double(folds - 1) * Double(folds)).squareRoot()
      return totals[best] - totals[k] <= tolerance * error
    }
    return candidates[smoothest ?? best]
  }

  /// Deals tracks to folds and sums their weights by group.
  static func foldWeights(_ curves: TrackCurves, trackWeights: [Double]) -> [[Float]] {
    var result = Array(
      repeating: [Float](repeating: 0, count: curves.groupCount), count: folds)
    for (index, group) in curves.groupOfTrack.enumerated() {
      result[index % folds][group] += Float(trackWeights[index])
    }
    return result
  }
}
