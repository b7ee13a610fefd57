import NTAAnalysis
import NTAVideo

/// The counting error of a bead run.
struct BeadCount {
  /// Relative standard error of the mean count: from the scatter between used positions, but at
  /// least that of Poisson counts; 0 without particles.
  let relativeError: Double

  /// Fewest positions from which a scatter is determined.
  private static let fewestPositions = 3

  init(_ positions: [PositionResult]) {
    let counts = positions.filter { $0.removal == nil }.map(\.particlesPerFrame)
    let sum = counts.reduce(0, +)
    guard sum > 0 else {
      relativeError = 0
      return
    }
    let poisson = 1 / sum.squareRoot()
    guard counts.count >= Self.fewestPositions else {
      relativeError = poisson
      return
    }
    let scatter = RelativeError.spread(of: counts) / Double(counts.count).squareRoot()
    relativeError = max(scatter, poisson)
  }
}
