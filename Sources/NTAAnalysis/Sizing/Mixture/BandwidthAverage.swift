import Foundation

/// Mixtures of several kernel bandwidths, averaged by the evidence for each.
///
/// A narrow kernel with many components can follow every fluctuation of the data; a wide one cannot
/// resolve monodisperse beads. The Bayesian information criterion (BIC; Schwarz, Ann. Statist.
/// 6:461, 1978) weighs the likelihood against the number of components, two parameters each. The
/// bandwidths are averaged in proportion to the evidence (Raftery, Sociol. Methodol. 25:111, 1995),
/// so detail appears only where the data support it, and bandwidths that the data cannot
/// distinguish get equal weight. The members are fitted by ``ConstrainedNewton`` on the components
/// of ``MixtureEstimator``.
struct BandwidthAverage: Sendable {
  /// Bandwidths tried, in ln d: from that of a certified bead to that of a broad lognormal.
  static let candidates = [
    0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.065, 0.085, 0.11, 0.14, 0.16, 0.18, 0.192,
    0.205, 0.218, 0.232, 0.247, 0.263, 0.28, 0.3, 0.35, 0.4,
  ]
  /// Members with a smaller share of the average are dropped.
  private static let negligible = 0.01

  /// A mixture of one bandwidth.
  struct Member: Sendable {
    /// Standard deviation of the components in ln d.
    var bandwidth: Double
    /// Weight in the average, > 0; the weights of all members sum to 1.
    var share: Double
    var componentWeights: [Double]
    var newton: ConstrainedNewton
  }

  let members: [Member]

  /// Fits one mixture per bandwidth.
  ///
  /// - Parameters:
  ///   - estimator: provides the component likelihoods of the tracks.
  ///   - weights: weight of each group of tracks, some > 0.
  ///   - effectiveTracks: effective number of independent tracks of these weights, > 0.
  ///   - bandwidths: bandwidths to try, in ln d; at least one.
  ///   - threads: number of bandwidths fitted in parallel.
  init(
    _ estimator: MixtureEstimator, weights: [Float], effectiveTracks: Double,
    bandwidths: [Double] = Self.candidates, threads: Int = 1
  ) {
    precondition(!bandwidths.isEmpty)
    let tried = parallelMap(bandwidths, threads: threads) { bandwidth in
      let newton = ConstrainedNewton(curves: estimator.componentCurves(bandwidth: bandwidth))
      let componentWeights = newton.prunedByBIC(
        newton.componentWeights(weights: weights), weights: weights,
        effectiveTracks: effectiveTracks)
      let fit = effectiveTracks * newton.meanLogLikelihood(componentWeights, weights: weights)
      let penalty = ConstrainedNewton.bicPenalty(effectiveTracks)
      return (
        score: fit - Double(componentWeights.components.count) * penalty,
        componentWeights: componentWeights
      )
    }
    let scores = tried.map(\.score)
    let best = scores.max() ?? 0
    let shares = scores.map { exp($0 - best) }.normalised
    let kept = bandwidths.indices.filter { shares[$0] > Self.negligible }
    let total = kept.reduce(0) { $0 + shares[$1] }
    // The component likelihoods of the few members are recomputed: keeping those of all bandwidths
    // would dominate the memory of a run.
    members = kept.map { k in
      Member(
        bandwidth: bandwidths[k], share: shares[k] / total,
        componentWeights: tried[k].componentWeights,
        newton: ConstrainedNewton(curves: estimator.componentCurves(bandwidth: bandwidths[k])))
    }
  }

  /// Weighted mean of the members' bandwidths, in ln d.
  var bandwidth: Double { members.reduce(0) { $0 + $1.share * $1.bandwidth } }

  /// The member used for a resample; each is used in proportion to its weight, evenly interleaved.
  ///
  /// - Parameter draw: index of the resample, >= 0.
  /// - Returns: one of ``members``.
  func member(forDraw draw: Int) -> Member {
    // Fractional parts of multiples of the golden ratio cover [0, 1) evenly for any number of
    // draws.
    var place = (Double(draw) + 0.5) * 0.618_033_988_749_895
    place -= place.rounded(.down)
    for member in members {
      place -= member.share
      if place < 0 { return member }
    }
    return members[members.count - 1]
  }
}
