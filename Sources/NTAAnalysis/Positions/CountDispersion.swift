/// Whether the particle counts of positions scatter more than counting noise allows.
///
/// Particles come and go independently in a well-mixed sample, so the number in view at a moment is
/// a Poisson number, and its mean over a clip scatters less. A chi-square test with the mean as
/// variance is therefore on the safe side: what it finds is no chance.
struct CountDispersion: Sendable, Equatable {
  /// Probability by chance below which positions are said to disagree.
  static let significance = 1e-3
  /// Below this mean count, Poisson numbers are too skewed for the test.
  static let smallestMean = 5.0
  /// Fewest positions that can disagree.
  static let fewestPositions = 3

  let degrees: Int
  let chiSquare: Double
  let probability: Double
  let mean: Double
  let lowest: Double
  let highest: Double
  /// Standard deviation between positions beyond counting noise, over the mean.
  let excessVariation: Double

  /// Whether counting noise does not explain the scatter.
  var isExcessive: Bool { probability < Self.significance }

  /// The test on counts per frame, one a position; `nil` where they are too few for it.
  init?(_ counts: [Double]) {
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

  /// The warning, where the positions that are used disagree.
  static func warning(_ positions: [PositionResult]) -> RunWarning? {
    let counts = positions.filter { $0.removal == nil }.map(\.particlesPerFrame)
    guard let test = CountDispersion(counts), test.isExcessive else { return nil }
    let (low, high) = (
      NumberText.significant(test.lowest), NumberText.significant(test.highest)
    )
    return RunWarning(
      code: "POSITIONS_DISAGREE",
      message: "the \(counts.count) positions in use hold \(low) to \(high) particles per frame, "
        + "more scatter than counting noise allows (chi-square "
        + "\(NumberText.significant(test.chiSquare)) for \(test.degrees) degrees of freedom; "
        + "\(NumberText.significant(100 * test.excessVariation, digits: 2)) % between positions "
        + "beyond chance): mix the sample, look for bubbles, drift and settling, clean the cell, "
        + "and record again before trusting the concentration")
  }
}
