/// The main population of a bead run.
///
/// Suspensions contain doublets of beads and dust. Their fraction varies from day to day and must
/// not affect the calibration. Beads of a certified CV up to 0.1 lie within a factor of 1.35 of
/// their mode. Their median is used as the certified mean: the two differ by at most CV²/2, 0.3 %
/// at a CV of 0.075, and the median is insensitive to the tails left by crossing tracks and dust.
package enum BeadPopulation {
  package static let factor = 1.35

  /// Median diameter of the particles within ``factor`` of a mode, nm; nil if there are none.
  package static func median_nm(_ distribution: SizeDistribution, around mode_nm: Double) -> Double?
  {
    let range = mode_nm / factor...mode_nm * factor
    var main = distribution
    for j in 0..<main.count where !range.contains(main.diameter_nm(j)) {
      main.numberFraction[j] = 0
    }
    return main.numberFraction.contains { $0 > 0 } ? main.quantile_nm(0.5) : nil
  }
}
