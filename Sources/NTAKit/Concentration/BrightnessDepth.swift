import Foundation

/// How deep particles of each size are seen, learnt from how bright they are.
///
/// The brightness in focus is taken as a parabola of ln d in ln A. Each group of like tracks shows a
/// mean log height; what it should be, for given brightness, is the mean of ``FadingSlab`` over the
/// group's posterior of sizes. The parabola is the least-squares solution, with weak priors from
/// Rayleigh's law. Regression on conditional expectations is free of the bias that uncertain sizes
/// would otherwise bring.
struct BrightnessDepth: Sendable {
  /// ln(A / counted) of each class of the grid.
  let contrast: [Double]
  /// Effective depth of each class, in units of `w`.
  let relativeDepth: [Double]
  /// Smallest diameter bright enough in focus to be counted, nm; nil below the grid.
  let detectionLimit_nm: Double?

  /// Slope of ln A by ln d: Rayleigh's 6, less what larger particles fall short of it.
  private static let slope = (expected: 5.5, deviation: 1.0)
  private static let curvature = (expected: -0.5, deviation: 1.0)
  private static let iterations = 12

  /// Mean log heights by group, and the posterior of each group over the grid.
  struct Evidence: Sendable {
    /// Particles of each group, summed over counted frames.
    var weights: [Double]
    /// Weighted mean of ln(height / counted) of each group.
    var meanLogs: [Double]
    /// Number of independent tracks the weights amount to.
    var effectiveTracks: Double
  }

  /// Fits brightness against size.
  ///
  /// - Parameters:
  ///   - evidence: mean log heights by group.
  ///   - posterior: shares of the classes of each group.
  ///   - slab: what is seen at which brightness.
  ///   - reference_nm: diameter around which the parabola is written.
  ///   - grid: the classes.
  init(
    _ evidence: Evidence, posterior: SizePosterior, slab: FadingSlab, reference_nm: Double,
    grid: SizeGrid
  ) {
    let xs = grid.centres_nm.map { log($0 / reference_nm) }
    let total = max(evidence.weights.reduce(0, +), 1e-12)
    let scale = evidence.effectiveTracks / total
    var p = SIMD3(1.5, Self.slope.expected, Self.curvature.expected)
    let seen = posterior.span(evidence.weights, xs: xs)
    for _ in 0..<Self.iterations {
      var normal = ThreeParameterFit()
      let curve = xs.map { Self.contrast(p, at: $0, within: seen) }
      let means = curve.map(slab.mean)
      let slopes = curve.map { (slab.mean($0 + 0.05) - slab.mean($0 - 0.05)) * 10 }
      for g in evidence.weights.indices where evidence.weights[g] > 0 {
        var expected = 0.0
        var gradient = SIMD3<Double>.zero
        posterior.forEach(inGroup: g) { j, share in
          expected += share * means[j]
          let x = min(max(xs[j], seen.lowerBound), seen.upperBound)
          gradient += share * slopes[j] * SIMD3(1, x, x * x)
        }
        normal.add(
          gradient, residual: evidence.meanLogs[g] - expected, weight: evidence.weights[g] * scale)
      }
      normal.addPrior(1, off: Self.slope.expected - p.y, deviation: Self.slope.deviation)
      normal.addPrior(2, off: Self.curvature.expected - p.z, deviation: Self.curvature.deviation)
      let step = normal.solution
      p += step
      if (step * step).sum() < 1e-8 { break }
    }
    contrast = xs.map { Self.contrast(p, at: $0, within: seen) }
    relativeDepth = contrast.map(slab.depth)
    let first = contrast.firstIndex { $0 > 0 } ?? 0
    detectionLimit_nm = first > 0 ? grid.centres_nm[first] : nil
  }

  /// The parabola, continued by its tangent beyond the sizes that were seen.
  private static func contrast(
    _ p: SIMD3<Double>, at x: Double, within seen: ClosedRange<Double>
  ) -> Double {
    let inner = min(max(x, seen.lowerBound), seen.upperBound)
    // Larger particles of a sample are not dimmer: a falling parabola is noise. Towards small ones
    // the fall is at least half of Rayleigh's, or nothing would ever be too small to be seen.
    let tangent = p.y + 2 * p.z * inner
    let slope = x < inner ? max(tangent, 3) : max(tangent, 0)
    return p.x + p.y * inner + p.z * inner * inner + slope * (x - inner)
  }
}
