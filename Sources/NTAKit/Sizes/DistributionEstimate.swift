import Foundation

/// From grouped tracks to the number distribution of the particles, with its bootstrap.
///
/// Tracks are weighted by the particles they stand for, summed over frames, so that the mixture
/// describes particles per frame however often a particle's track was cut. The chance of each size
/// to be seen is part of the model, so that what is smooth is the sample, not what was seen of it.
struct DistributionEstimate: Sendable {
  let grid: SizeGrid
  let curves: TrackCurves
  private let estimator: MixtureEstimator
  private let newton: ConstrainedNewton
  private let heights: [Double]
  private let chance: [Double]
  /// Smoothing width chosen from the data, in ln d.
  let bandwidth: Double
  /// Share of each class among the particles of the sample.
  let number: [Double]
  /// Share of each class among the particles seen in a frame.
  let perFrame: [Double]

  /// Estimates a distribution.
  ///
  /// - Parameters:
  ///   - curves: the tracks, grouped.
  ///   - weights: particles each track stands for, summed over frames; some > 0.
  ///   - chance: depth each class is seen over, in any unit, > 0.
  ///   - bandwidth: smoothing width in ln d; nil has it chosen by cross-validation.
  ///   - grid: the classes.
  init(
    _ curves: TrackCurves, weights: [Double], chance: [Double], bandwidth: Double? = nil,
    grid: SizeGrid
  ) {
    precondition(weights.count == curves.groupOfTrack.count)
    self.grid = grid
    self.curves = curves
    self.chance = chance
    estimator = MixtureEstimator(curves: curves, chance: chance, spacing: grid.spacing)
    let chosen =
      bandwidth
      ?? BandwidthSelection.choose(
        estimator, folds: BandwidthSelection.folds(curves, trackWeights: weights))
    self.bandwidth = chosen
    newton = ConstrainedNewton(curves: estimator.componentCurves(bandwidth: chosen))
    heights = newton.heights(weights: curves.groupWeights(weights))
    number = estimator.shares(heights: heights, bandwidth: chosen)
    perFrame = zip(number, chance).map { $0 * $1 }.normalised
  }

  /// The distribution per frame for other weights of the same tracks, near enough to start from.
  func perFrame(weights: [Double]) -> [Double] {
    let new = newton.heights(weights: curves.groupWeights(weights), start: heights)
    return zip(estimator.shares(heights: new, bandwidth: bandwidth), chance).map { $0 * $1 }
      .normalised
  }
}
