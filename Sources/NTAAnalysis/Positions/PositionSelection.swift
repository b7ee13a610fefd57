import Foundation

/// Decides which positions are pooled, and names the reason where one is not.
///
/// The order follows the instrument's own habit: damaged, too few tracks, drift, particle range,
/// then outliers of size, count and intensity, the worst one at a time.
package struct PositionSelection: Sendable {
  /// What the decision about a position rests on.
  package struct Candidate: Sendable {
    package var isDamaged: Bool
    package var tracks: Int
    package var drift_um_per_s: Double
    package var particlesPerFrame: Double
    /// Median per-track diameter and its standard error as a share of it.
    package var d50_nm: Double
    package var d50RelativeError: Double
    package var meanIntensity: Double

    package init(
      isDamaged: Bool, tracks: Int, drift_um_per_s: Double, particlesPerFrame: Double,
      d50_nm: Double, d50RelativeError: Double, meanIntensity: Double
    ) {
      self.isDamaged = isDamaged
      self.tracks = tracks
      self.drift_um_per_s = drift_um_per_s
      self.particlesPerFrame = particlesPerFrame
      self.d50_nm = d50_nm
      self.d50RelativeError = d50RelativeError
      self.meanIntensity = meanIntensity
    }

    /// A position from what its tracks say.
    package init(_ summary: PositionSummary, isDamaged: Bool, drift_um_per_s: Double) {
      self.init(
        isDamaged: isDamaged, tracks: summary.tracks, drift_um_per_s: drift_um_per_s,
        particlesPerFrame: summary.particlesPerFrame, d50_nm: summary.d50_nm ?? 0,
        d50RelativeError: summary.d50RelativeError,
        meanIntensity: summary.meanIntensity ?? (summary.tracks == 0 ? 0 : .nan))
    }
  }

  /// The removal of each position, nil where it is used.
  package static func removals(
    _ candidates: [Candidate], limits: PositionLimits, allowDamaged: Bool
  ) -> [PositionResult.Removal?] {
    var removals = candidates.map { f -> PositionResult.Removal? in
      if f.isDamaged && !allowDamaged { return .damaged }
      if f.tracks < limits.minimumTracks { return .minTracks }
      if f.drift_um_per_s > limits.maximumDrift_um_per_s { return .maxDrift }
      if !limits.holds(particlesPerFrame: f.particlesPerFrame) { return .particleRange }
      return nil
    }
    while let worst = worstOutlier(candidates, removals, limits) {
      removals[worst.index] = worst.reason
    }
    return removals
  }

  /// The position farthest out in any respect, if any is out at all.
  private static func worstOutlier(
    _ candidates: [Candidate], _ removals: [PositionResult.Removal?], _ limits: PositionLimits
  ) -> (index: Int, reason: PositionResult.Removal)? {
    let used = candidates.indices.filter { removals[$0] == nil }
    // Of four positions no one can say which is the odd one out.
    guard used.count >= 5 else { return nil }
    var worst: (index: Int, reason: PositionResult.Removal, excess: Double)?
    func look(
      _ reason: PositionResult.Removal, beyond limit: Double, _ value: (Candidate) -> Double,
      _ error: (Candidate) -> Double
    ) {
      let values = used.map { log(max(value(candidates[$0]), 1e-9)) }
      let middle = median(of: values)
      let spread = 1.4826 * median(of: values.map { abs($0 - middle) })
      for (value, index) in zip(values, used) {
        // What a position may differ by for its own counting noise, plus what positions do differ.
        let own = error(candidates[index])
        let score = abs(value - middle) / (spread * spread + own * own).squareRoot()
        // By how much a limit is passed tells which is the worst, since limits may differ.
        let excess = score / limit
        if excess > max(worst?.excess ?? 0, 1) { worst = (index, reason, excess) }
      }
    }
    look(
      .outlierSize, beyond: limits.outlierSize, { $0.d50_nm },
      { max($0.d50RelativeError, 0.03) })
    let typicalCount = median(of: used.map { candidates[$0].particlesPerFrame })
    look(
      .outlierCount, beyond: limits.outlierCount, { $0.particlesPerFrame },
      { f in
        // A particle stays for many frames: the number of independent ones is of the order of a
        // frame's content. Between what is here and what is usual, so that a position is not excused
        // by having next to nothing: the geometric mean makes ln(n / m) over its error equal to
        // 2 (sqrt(n) - sqrt(m)), the stable scale of Poisson numbers, to first order.
        let count = (max(f.particlesPerFrame, 1) * max(typicalCount, 1)).squareRoot()
        return max(1 / count.squareRoot(), 0.05)
      })
    look(
      .outlierIntensity, beyond: limits.outlierIntensity, { $0.meanIntensity },
      { f in
        max(1 / Double(max(f.tracks, 1)).squareRoot(), 0.1)
      })
    return worst.map { ($0.index, $0.reason) }
  }
}
