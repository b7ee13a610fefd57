/// Tests whether the particle counts of positions scatter by more than counting noise.
///
/// Particles come and go independently in a well-mixed sample, so the number in view at a moment is
/// a Poisson number, and its mean over a clip scatters less. A chi-square test with the mean as
/// variance is therefore on the safe side: what it finds is no chance.
package struct CountDispersion: Sendable, Equatable {
  /// Probability by chance below which positions are said to disagree.
  static let significance = 1e-3
  /// Below this mean count, Poisson numbers are too skewed for the test.
  static let smallestMean = 5.0
  /// Fewest positions that can disagree.
  static let fewestPositions = 3

  package let degrees: Int
  package let chiSquare: Double
  package let probability: Double
  package let mean: Double
  package let lowest: Double
  package let highest: Double
  /// Standard deviation between positions beyond counting noise, over the mean.
  package let excessVariation: Double

  /// Whether counting noise does not explain the scatter.
  package var isExcessive: Bool { probability < Self.significance }

  /// The test on counts per frame, one per position; `nil` if there are too few for it.
  package init?(_ counts: [Double]) {
    guard counts.count >= Self.fewestPositions, let lowest = counts.min(),
      let highest = counts.max()
    else { return nil }
    let moments = SampleMoments(counts)
    mean = moments.mean
    guard mean >= Self.smallestMean else { return nil }
    degrees = counts.count - 1
    chiSquare = moments.squares / mean
    probability = ChiSquare.probability(ofAtLeast: chiSquare, degrees: degrees)
    excessVariation = max(moments.variance - mean, 0).squareRoot() / mean
    self.lowest = lowest
    self.highest = highest
  }
}
