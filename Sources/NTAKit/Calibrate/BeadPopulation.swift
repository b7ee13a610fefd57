/// The main population of a bead run.
///
/// Suspensions hold pairs of beads and dust; their share differs from day to day, and must not move
/// the scale. Beads of a certified CV up to 0.1 lie within a factor of 1.35 of their mode.
enum BeadPopulation {
  static let factor = 1.35

  /// Mean diameter of the particles around the mode, nm.
  static func mean_nm(_ size: SizeResult) -> Double {
    let distribution = size.distribution
    let range = size.statistics.mode_nm / factor...size.statistics.mode_nm * factor
    var sum = 0.0
    var shares = 0.0
    for j in 0..<distribution.count where range.contains(distribution.diameter_nm(j)) {
      sum += distribution.numberFraction[j] * distribution.diameter_nm(j)
      shares += distribution.numberFraction[j]
    }
    return shares > 0 ? sum / shares : size.statistics.mean_nm
  }
}
