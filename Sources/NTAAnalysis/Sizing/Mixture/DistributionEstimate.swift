import Foundation

/// The number distribution of the particles estimated from grouped tracks, and its bootstrap.
///
/// Tracks are weighted by the particles they represent, summed over frames, so the mixture
/// describes particles per frame even if a particle's track was split. The detection probability of
/// each size is part of the model, so smoothness is imposed on the distribution of the sample, not
/// on that of the detected particles.
package struct DistributionEstimate: Sendable {
  let grid: SizeGrid
  let curves: TrackLikelihoods
  private let estimator: MixtureEstimator
  private let average: BandwidthAverage
  private let chance: [Double]
  /// Effective number of independent tracks of the weights.
  private let effectiveTracks: Double
  /// Fraction of the particles of the sample in each bin.
  package let number: [Double]
  /// Fraction of the particles detected per frame in each bin.
  package let perFrame: [Double]

  /// Bandwidth selected by the data, in ln d; the weighted mean if several were averaged.
  var bandwidth: Double { average.bandwidth }

  /// Estimates a distribution.
  ///
  /// - Parameters:
  ///   - curves: the grouped tracks.
  ///   - weights: particles each track represents, summed over frames; some > 0.
  ///   - chance: effective detection depth of each bin, in any unit, > 0.
  ///   - grid: the size bins.
  ///   - threads: number of bandwidths fitted in parallel.
  package init(
    _ curves: TrackLikelihoods, weights: [Double], chance: [Double], grid: SizeGrid,
    threads: Int = 1
  ) {
    precondition(weights.count == curves.groupOfTrack.count)
    self.grid = grid
    self.curves = curves
    self.chance = chance
    let estimator = MixtureEstimator(curves: curves, chance: chance, spacing: grid.spacing)
    effectiveTracks = weights.effectiveCount
    let average = BandwidthAverage(
      estimator, weights: curves.groupWeights(weights), effectiveTracks: effectiveTracks,
      threads: threads)
    (self.estimator, self.average) = (estimator, average)
    var number = [Double](repeating: 0, count: grid.count)
    for member in average.members {
      let shares = estimator.shares(
        componentWeights: member.componentWeights, bandwidth: member.bandwidth)
      for j in number.indices { number[j] += member.share * shares[j] }
    }
    self.number = number
    perFrame = zip(number, chance).map { $0 * $1 }.normalised
  }

  /// The distribution per frame for other weights of the same tracks.
  ///
  /// - Parameters:
  ///   - groupWeights: particles each group of tracks represents, summed over frames.
  ///   - draw: index of the resample; it selects the bandwidth.
  /// - Returns: fractions on the grid, summing to 1.
  func perFrame(groupWeights: [Float], draw: Int) -> [Double] {
    let member = average.member(forDraw: draw)
    let componentWeights = member.newton.prunedByBIC(
      member.newton.componentWeights(weights: groupWeights, start: member.componentWeights),
      weights: groupWeights, effectiveTracks: effectiveTracks)
    let shares = estimator.shares(componentWeights: componentWeights, bandwidth: member.bandwidth)
    return zip(shares, chance).map { $0 * $1 }.normalised
  }
}
