import NTAAnalysis
import NTAVideo

extension CountDispersion {
  /// The warning if the particle counts of the used positions differ by more than chance.
  static func warning(_ positions: [PositionResult]) -> RunWarning? {
    let counts = positions.filter { $0.removal == nil }.map(\.particlesPerFrame)
    guard let test = CountDispersion(counts), test.isExcessive else { return nil }
    return .positionsDisagree(
      positions: counts.count, lowest: test.lowest, highest: test.highest,
      chiSquare: test.chiSquare, degrees: test.degrees, excessVariation: test.excessVariation)
  }
}
