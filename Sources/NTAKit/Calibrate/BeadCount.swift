/// How well the beads of a run were counted.
struct BeadCount {
  /// Standard error of the mean count over it: what the used positions scatter by, at least Poisson's;
  /// 0 without particles.
  let relativeError: Double

  /// Fewest positions whose scatter tells anything.
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
