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
  private let matrix: [Float]
  private let heights: [Float]
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
    matrix = estimator.smoothedCurves(bandwidth: chosen)
    heights = estimator.heights(
      matrix: matrix, weights: curves.groupWeights(weights), iterations: 1000)
    number = estimator.shares(heights: heights, bandwidth: chosen)
    perFrame = zip(number, chance).map { $0 * $1 }.normalised
  }

  /// The distribution per frame for other weights of the same tracks, near enough to start from.
  func perFrame(weights: [Double]) -> [Double] {
    let new = estimator.heights(
      matrix: matrix, weights: curves.groupWeights(weights), start: startHeights, iterations: 40)
    return zip(estimator.shares(heights: new, bandwidth: bandwidth), chance).map { $0 * $1 }
      .normalised
  }

  /// The estimate, with a little everywhere: a height of exactly 0 could never rise again.
  private var startHeights: [Float] {
    let floor = 0.05 / Float(heights.count)
    return heights.map { 0.95 * $0 + floor }
  }
}
