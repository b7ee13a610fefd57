import Foundation

/// Mixtures of several smoothing widths, each with the weight the tracks give it.
///
/// A narrow kernel can follow every chance of the tracks with many components, a wide one cannot
/// follow beads. The Bayesian information criterion (Schwarz, Ann. Statist. 6:461, 1978) weighs the
/// likelihood against the number of components it took, two parameters each, and
/// the widths are averaged in proportion to the evidence (Raftery, Sociol. Methodol. 25:111, 1995):
/// detail must be earned, and where tracks cannot tell one width from another, none is preferred.
struct BandwidthAverage: Sendable {
  /// Widths tried, in ln d: from a certified bead's to a broad lognormal's.
  static let candidates = [
    0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.065, 0.085, 0.11, 0.14, 0.16, 0.18, 0.192,
    0.205, 0.218, 0.232, 0.247, 0.263, 0.28, 0.3, 0.35, 0.4,
  ]
  /// Shares of the average below this are left out.
  private static let negligible = 0.01

  /// A mixture of one width.
  struct Member: Sendable {
    /// Standard deviation of the components in ln d.
    var bandwidth: Double
    /// Part of the average, > 0; all sum to 1.
    var share: Double
    var heights: [Double]
    var newton: ConstrainedNewton
  }

  let members: [Member]

  /// Fits mixtures of each width.
  ///
  /// - Parameters:
  ///   - estimator: the tracks.
  ///   - weights: weight of each group of them, some > 0.
  ///   - effectiveTracks: number of independent tracks the weights amount to, > 0.
  ///   - bandwidths: widths to try; at least one.
  ///   - threads: how many are tried at once.
  init(
    _ estimator: MixtureEstimator, weights: [Float], effectiveTracks: Double,
    bandwidths: [Double] = Self.candidates, threads: Int = 1
  ) {
    precondition(!bandwidths.isEmpty)
    let tried = parallelMap(bandwidths, threads: threads) { bandwidth in
      let newton = ConstrainedNewton(curves: estimator.componentCurves(bandwidth: bandwidth))
      let heights = newton.prunedByBIC(
        newton.heights(weights: weights), weights: weights, effectiveTracks: effectiveTracks)
      let fit = effectiveTracks * newton.meanLogLikelihood(heights, weights: weights)
      let price = ConstrainedNewton.price(effectiveTracks)
      return (score: fit - Double(heights.components.count) * price, heights: heights)
    }
    let scores = tried.map(\.score)
    let best = scores.max() ?? 0
    let shares = scores.map { exp($0 - best) }.normalised
    let kept = bandwidths.indices.filter { shares[$0] > Self.negligible }
    let total = kept.reduce(0) { $0 + shares[$1] }
    // Curves are made anew for the few that are kept: those of all widths would be the most memory of
    // a run.
    members = kept.map { k in
      Member(
        bandwidth: bandwidths[k], share: shares[k] / total, heights: tried[k].heights,
        newton: ConstrainedNewton(curves: estimator.componentCurves(bandwidth: bandwidths[k])))
    }
  }

  /// The members' shares of the average, as mean width.
  var bandwidth: Double { members.reduce(0) { $0 + $1.share * $1.bandwidth } }

  /// The member a resample is to use: each as often as its share, in an even order.
  ///
  /// - Parameter draw: number of the resample, >= 0.
  /// - Returns: one of ``members``.
  func member(forDraw draw: Int) -> Member {
    // Multiples of the golden ratio fill the unit interval evenly, however many are taken.
    var place = (Double(draw) + 0.5) * 0.618_033_988_749_895
    place -= place.rounded(.down)
    for member in members {
      place -= member.share
      if place < 0 { return member }
    }
    return members[members.count - 1]
  }
}
