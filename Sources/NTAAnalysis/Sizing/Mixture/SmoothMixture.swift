/// A mixture of one smoothing width, fitted to the same tracks with different weights.
struct SmoothMixture: Sendable {
  private let curves: TrackLikelihoods
  private let chance: [Double]
  private let bandwidth: Double
  private let estimator: MixtureEstimator
  private let newton: ConstrainedNewton

  /// What is the same whatever the weights.
  ///
  /// - Parameters:
  ///   - curves: the tracks, grouped.
  ///   - chance: depth each class is seen over, in any unit, > 0.
  ///   - bandwidth: standard deviation of the components in ln d, > 0.
  ///   - grid: the classes.
  init(_ curves: TrackLikelihoods, chance: [Double], bandwidth: Double, grid: SizeGrid) {
    (self.curves, self.chance, self.bandwidth) = (curves, chance, bandwidth)
    estimator = MixtureEstimator(curves: curves, chance: chance, spacing: grid.spacing)
    newton = ConstrainedNewton(curves: estimator.componentCurves(bandwidth: bandwidth))
  }

  /// Share of each class among the particles seen in a frame.
  ///
  /// - Parameter weights: particles each track stands for, summed over frames; some > 0.
  /// - Returns: shares on the grid, summing to 1.
  func perFrame(weights: [Double]) -> [Double] {
    let groupWeights = curves.groupWeights(weights)
    let heights = newton.prunedByBIC(
      newton.heights(weights: groupWeights), weights: groupWeights,
      effectiveTracks: weights.effectiveCount)
    let number = estimator.shares(heights: heights, bandwidth: bandwidth)
    return zip(number, chance).map { $0 * $1 }.normalised
  }
}

extension [Double] {
  /// Number of equal weights that say as much as these (Kish 1965): their sum's square over the sum of
  /// their squares.
  var effectiveCount: Double {
    let sum = reduce(0, +)
    return sum * sum / Swift.max(reduce(0) { $0 + $1 * $1 }, 1e-300)
  }
}
