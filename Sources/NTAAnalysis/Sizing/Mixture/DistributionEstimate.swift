import Foundation

/// From grouped tracks to the number distribution of the particles, with its bootstrap.
///
/// Tracks are weighted by the particles they stand for, summed over frames, so that the mixture
/// describes particles per frame however often a particle's track was cut. The chance of each size
/// to be seen is part of the model, so that what is smooth is the sample, not what was seen of it.
struct DistributionEstimate: Sendable {
  let grid: SizeGrid
  let curves: TrackLikelihoods
  private let estimator: MixtureEstimator
  private let average: BandwidthAverage
  private let chance: [Double]
  /// Number of independent tracks the weights amount to.
  private let effectiveTracks: Double
  /// Share of each class among the particles of the sample.
  let number: [Double]
  /// Share of each class among the particles seen in a frame.
  let perFrame: [Double]

  /// Smoothing width the data chose, in ln d; the mean where several were averaged.
  var bandwidth: Double { average.bandwidth }

  /// Estimates a distribution.
  ///
  /// - Parameters:
  ///   - curves: the tracks, grouped.
  ///   - weights: particles each track stands for, summed over frames; some > 0.
  ///   - chance: depth each class is seen over, in any unit, > 0.
  ///   - grid: the classes.
  ///   - threads: how many widths are tried at once.
  init(
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
      let shares = estimator.shares(heights: member.heights, bandwidth: member.bandwidth)
      for j in number.indices { number[j] += member.share * shares[j] }
    }
    self.number = number
    perFrame = zip(number, chance).map { $0 * $1 }.normalised
  }

  /// The distribution per frame for other weights of the same tracks.
  ///
  /// - Parameters:
  ///   - groupWeights: particles each group of tracks stands for, summed over frames.
  ///   - draw: number of the resample; it says which smoothing width is used.
  /// - Returns: shares on the grid, summing to 1.
  func perFrame(groupWeights: [Float], draw: Int) -> [Double] {
    let member = average.member(forDraw: draw)
    let heights = member.newton.prunedByBIC(
      member.newton.heights(weights: groupWeights, start: member.heights),
      weights: groupWeights, effectiveTracks: effectiveTracks)
    let shares = estimator.shares(heights: heights, bandwidth: member.bandwidth)
    return zip(shares, chance).map { $0 * $1 }.normalised
  }
}
