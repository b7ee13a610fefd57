/// The main population of a bead run.
///
/// Suspensions hold pairs of beads and dust; their share differs from day to day, and must not move
/// the scale. Beads of a certified CV up to 0.1 lie within a factor of 1.35 of their mode.
enum BeadPopulation {
  static let factor = 1.35

  /// Mean diameter of the particles around a mode, nm; `nil` where there are none.
  static func mean_nm(_ distribution: SizeDistribution, around mode_nm: Double) -> Double? {
    let range = mode_nm / factor...mode_nm * factor
    var sum = 0.0
    var shares = 0.0
    for j in 0..<distribution.count where range.contains(distribution.diameter_nm(j)) {
      sum += distribution.numberFraction[j] * distribution.diameter_nm(j)
      shares += distribution.numberFraction[j]
    }
    return shares > 0 ? sum / shares : nil
  }

  /// Mean diameter of the particles around the mode, nm.
  static func mean_nm(_ size: SizeResult) -> Double {
    mean_nm(size.distribution, around: size.statistics.mode_nm) ?? size.statistics.mean_nm
  }

  /// Share of the particles around the mode.
  static func share(_ size: SizeResult) -> Double {
    let mode = size.statistics.mode_nm
    return size.distribution.share(in: mode / factor...mode * factor)
  }
}
