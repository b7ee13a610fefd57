/// The main population of a bead run.
///
/// Suspensions hold pairs of beads and dust; their share differs from day to day, and must not move
/// the scale. Beads of a certified CV up to 0.1 lie within a factor of 1.35 of their mode. Their median
/// is taken for the certified mean: the two differ by CV²/2 at most, 0.3 % at a CV of 0.075, and the
/// median hardly feels what crossing tracks and dust leave beside the peak.
enum BeadPopulation {
  static let factor = 1.35

  /// Median diameter of the particles around a mode, nm; `nil` where there are none.
  static func median_nm(_ distribution: SizeDistribution, around mode_nm: Double) -> Double? {
    let range = mode_nm / factor...mode_nm * factor
    var main = distribution
    for j in 0..<main.count where !range.contains(main.diameter_nm(j)) {
      main.numberFraction[j] = 0
    }
    return main.numberFraction.contains { $0 > 0 } ? main.quantile_nm(0.5) : nil
  }

  /// Median diameter of the particles around the mode, nm.
  static func median_nm(_ size: SizeResult) -> Double {
    median_nm(size.distribution, around: size.statistics.mode_nm) ?? size.statistics.d50_nm
  }

  /// Share of the particles around the mode.
  static func share(_ size: SizeResult) -> Double {
    let mode = size.statistics.mode_nm
    return size.distribution.share(in: mode / factor...mode * factor)
  }
}
