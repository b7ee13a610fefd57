import Foundation

extension [Double] {
  /// Runs of adjacent non-zero weights: a component that lies between two bins occupies both.
  var components: [Range<Int>] {
    var result: [Range<Int>] = []
    for k in indices where self[k] > 0 {
      if let last = result.last, last.upperBound == k {
        result[result.count - 1] = last.lowerBound..<k + 1
      } else {
        result.append(k..<k + 1)
      }
    }
    return result
  }
}

extension ConstrainedNewton {
  /// Gain in log-likelihood that justifies a component.
  ///
  /// It is the BIC penalty of two parameters (Schwarz, Ann. Statist. 6:461, 1978).
  static func bicPenalty(_ effectiveTracks: Double) -> Double { log(max(effectiveTracks, 2)) }

  /// Components with a larger share are always kept.
  private static let largestDoubtful = 0.03

  /// The component weights without those small components whose gain is below the BIC penalty.
  ///
  /// The maximum-likelihood mixture gives every outlier its own component. A single dust particle
  /// may be a thousandth of the particles, but at twenty times their diameter it doubles the
  /// standard deviation. Pruning also keeps unnecessary components from counting against the
  /// correct bandwidth in ``BandwidthAverage``.
  ///
  /// - Parameters:
  ///   - componentWeights: weights of the components, summing to 1.
  ///   - weights: weight of each group of tracks.
  ///   - effectiveTracks: effective number of independent tracks of these weights, > 0.
  /// - Returns: component weights that sum to 1.
  func prunedByBIC(
    _ componentWeights: [Double], weights: [Float], effectiveTracks: Double
  ) -> [Double] {
    var kept = componentWeights
    var fit = meanLogLikelihood(kept, weights: weights)
    func share(_ component: Range<Int>) -> Double { componentWeights[component].reduce(0, +) }
    let doubtful = componentWeights.components.filter { share($0) < Self.largestDoubtful }
      .sorted { share($0) < share($1) }
    for component in doubtful {
      var rest = kept
      for k in component { rest[k] = 0 }
      rest = rest.normalised
      let without = meanLogLikelihood(rest, weights: weights)
      guard effectiveTracks * (fit - without) < Self.bicPenalty(effectiveTracks) else { continue }
      (kept, fit) = (rest, without)
    }
    return kept
  }
}
