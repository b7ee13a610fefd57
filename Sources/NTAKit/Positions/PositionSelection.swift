import Foundation

/// Decides which positions are pooled, and names the reason where one is not.
///
/// The order follows the instrument's own habit: damaged, too few tracks, drift, particle range,
/// then outliers of size, count and intensity, the worst one at a time.
struct PositionSelection: Sendable {
  /// What is known of a position when the decision falls.
  struct Facts: Sendable {
    var isDamaged: Bool
    var tracks: Int
    var drift_um_per_s: Double
    var particlesPerFrame: Double
    /// Median per-track diameter and its standard error as a share of it.
    var d50_nm: Double
    var d50RelativeError: Double
    var meanIntensity: Double
  }

  /// Fewer sized tracks than this say nothing.
  static let fewestTracks = 5
  /// Fastest common motion; the ZetaView removes positions above 30 µm/s.
  static let fastestDrift_um_per_s = 30.0
  /// Fewest particles in a frame.
  static let fewestParticlesPerFrame = 1.0
  /// A position is an outlier beyond this many robust deviations.
  private static let limit = 5.0

  /// The removal of each position, nil where it is used.
  static func removals(_ facts: [Facts], allowDamaged: Bool) -> [PositionResult.Removal?] {
    var removals = facts.map { f -> PositionResult.Removal? in
      if f.isDamaged && !allowDamaged { return .damaged }
      if f.tracks < fewestTracks { return .minTracks }
      if f.drift_um_per_s > fastestDrift_um_per_s { return .maxDrift }
      if f.particlesPerFrame < fewestParticlesPerFrame { return .particleRange }
      return nil
    }
    while let worst = worstOutlier(facts, removals) { removals[worst.index] = worst.reason }
    return removals
  }

  /// The position farthest out in any respect, if any is out at all.
  private static func worstOutlier(
    _ facts: [Facts], _ removals: [PositionResult.Removal?]
  ) -> (index: Int, reason: PositionResult.Removal)? {
    let used = facts.indices.filter { removals[$0] == nil }
    // Of four positions no one can say which is the odd one out.
    guard used.count >= 5 else { return nil }
    var worst: (index: Int, reason: PositionResult.Removal, score: Double)?
    func look(
      _ reason: PositionResult.Removal, _ value: (Facts) -> Double, _ error: (Facts) -> Double
    ) {
      let values = used.map { log(max(value(facts[$0]), 1e-9)) }
      let middle = median(of: values)
      let spread = 1.4826 * median(of: values.map { abs($0 - middle) })
      for (value, index) in zip(values, used) {
        // What a position may differ by for its own counting noise, plus what positions do differ.
        let own = error(facts[index])
        let score = abs(value - middle) / (spread * spread + own * own).squareRoot()
        if score > limit, score > (worst?.score ?? 0) { worst = (index, reason, score) }
      }
    }
    look(.outlierSize, { $0.d50_nm }, { max($0.d50RelativeError, 0.03) })
    let typicalCount = median(of: used.map { facts[$0].particlesPerFrame })
    look(
      .outlierCount, { $0.particlesPerFrame },
      { f in
        // A particle stays for many frames: the number of independent ones is of the order of a
        // frame's content. Between what is here and what is usual, so that a position is not excused
        // by having next to nothing: the geometric mean makes ln(n / m) over its error equal to
        // 2 (sqrt(n) - sqrt(m)), the stable scale of Poisson numbers, to first order.
        let count = (max(f.particlesPerFrame, 1) * max(typicalCount, 1)).squareRoot()
        return max(1 / count.squareRoot(), 0.05)
      })
    look(
      .outlierIntensity, { $0.meanIntensity },
      { f in
        max(1 / Double(max(f.tracks, 1)).squareRoot(), 0.1)
      })
    return worst.map { ($0.index, $0.reason) }
  }
}
