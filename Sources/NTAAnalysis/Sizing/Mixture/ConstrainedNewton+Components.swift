import Foundation

extension [Double] {
  /// Runs of neighbours that are not zero: a component that lies between two classes takes up both.
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
  /// Gain in log-likelihood that a component has to be worth.
  ///
  /// That of two parameters by the Bayesian information criterion (Schwarz, Ann. Statist. 6:461, 1978).
  static func price(_ effectiveTracks: Double) -> Double { log(max(effectiveTracks, 2)) }

  /// Components larger than this are never in doubt.
  private static let largestDoubtful = 0.03

  /// The heights without small components that are not worth their price.
  ///
  /// The maximum of the likelihood gives every stray track its own component. A single piece of dirt
  /// is a thousandth of the particles, but at twenty times their size it doubles the standard deviation;
  /// and a mixture of the right width must not look dear for a component that it can do without.
  ///
  /// - Parameters:
  ///   - heights: shares of the components, summing to 1.
  ///   - weights: weight of each group of tracks.
  ///   - effectiveTracks: number of independent tracks the weights amount to, > 0.
  /// - Returns: heights that sum to 1.
  func prunedByBIC(
    _ heights: [Double], weights: [Float], effectiveTracks: Double
  ) -> [Double] {
    var kept = heights
    var fit = meanLogLikelihood(kept, weights: weights)
    func share(_ component: Range<Int>) -> Double { heights[component].reduce(0, +) }
    let doubtful = heights.components.filter { share($0) < Self.largestDoubtful }
      .sorted { share($0) < share($1) }
    for component in doubtful {
      var rest = kept
      for k in component { rest[k] = 0 }
      rest = rest.normalised
      let without = meanLogLikelihood(rest, weights: weights)
      guard effectiveTracks * (fit - without) < Self.price(effectiveTracks) else { continue }
      (kept, fit) = (rest, without)
    }
    return kept
  }
}
