import NTAAnalysis
import NTAVideo

extension CountDispersion {
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
