/// A mixture of one bandwidth, fitted to the same tracks with different weights.
struct SmoothMixture: Sendable {
  private let curves: TrackLikelihoods
  private let chance: [Double]
  private let bandwidth: Double
  private let estimator: MixtureEstimator
  private let newton: ConstrainedNewton

  /// Computes everything that does not depend on the weights.
  ///
  /// - Parameters:
  ///   - curves: the grouped tracks.
  ///   - chance: effective detection depth of each bin, in any unit, > 0.
  ///   - bandwidth: standard deviation of the components in ln d, > 0.
  ///   - grid: the size bins.
  init(_ curves: TrackLikelihoods, chance: [Double], bandwidth: Double, grid: SizeGrid) {
    (self.curves, self.chance, self.bandwidth) = (curves, chance, bandwidth)
    estimator = MixtureEstimator(curves: curves, chance: chance, spacing: grid.spacing)
    newton = ConstrainedNewton(curves: estimator.componentCurves(bandwidth: bandwidth))
  }

  /// Fraction of the particles detected per frame in each bin.
  ///
  /// - Parameter weights: particles each track represents, summed over frames; some > 0.
  /// - Returns: fractions on the grid, summing to 1.
  func perFrame(weights: [Double]) -> [Double] {
    let groupWeights = curves.groupWeights(weights)
    let componentWeights = newton.prunedByBIC(
      newton.componentWeights(weights: groupWeights), weights: groupWeights,
      effectiveTracks: weights.effectiveCount)
    let number = estimator.shares(componentWeights: componentWeights, bandwidth: bandwidth)
    return zip(number, chance).map { $0 * $1 }.normalised
  }
}

extension [Double] {
  /// Effective sample size of these weights (Kish 1965): the square of their sum over the sum of
  /// their squares.
  var effectiveCount: Double {
    let sum = reduce(0, +)
    return sum * sum / Swift.max(reduce(0) { $0 + $1 * $1 }, 1e-300)
  }
}
