import Foundation

/// How deep particles of each size are seen, learnt from how bright they are.
///
/// The brightness in focus is taken as a parabola of ln d in ln A. Each size shows a mean log height
/// (``BrightnessBySize``); what it should be, for given brightness, is the mean of ``FadingSlab``. The
/// parabola is the least-squares solution, with weak priors from Rayleigh's law.
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

  /// Mean log heights by class of the grid.
  struct Evidence: Sendable {
    /// Particles of each class, summed over counted frames.
    var weights: [Double]
    /// Mean of ln(height / counted) of each class.
    var meanLogs: [Double]
    /// Number of independent tracks the weights amount to.
    var effectiveTracks: Double
  }

  /// Fits brightness against size.
  ///
  /// - Parameters:
  ///   - evidence: mean log heights by class.
  ///   - slab: what is seen at which brightness.
  ///   - reference_nm: diameter around which the parabola is written.
  ///   - grid: the classes.
  init(
    _ evidence: Evidence, slab: FadingSlab, reference_nm: Double, grid: SizeGrid
  ) {
    let xs = grid.centres_nm.map { log($0 / reference_nm) }
    let seen = Self.span(evidence.weights, xs: xs)
    let p = Self.parabola(evidence, slab: slab, xs: xs, seen: seen)
    contrast = xs.map { Self.contrast(p, at: $0, within: seen) }
    relativeDepth = contrast.map(slab.depth)
    let first = contrast.firstIndex { $0 > 0 } ?? 0
    detectionLimit_nm = first > 0 ? grid.centres_nm[first] : nil
  }

  /// The best parabola, from several starts.
  ///
  /// Sizes that a start takes for too faint to be seen no longer pull at it, whatever they show: where
  /// the small are as bright as the large, as in mixtures of materials, only a start at a slope
  /// that leaves them bright finds the best.
  private static func parabola(
    _ evidence: Evidence, slab: FadingSlab, xs: [Double], seen: ClosedRange<Double>
  ) -> SIMD3<Double> {
    var best = (p: SIMD3(1.5, slope.expected, curvature.expected), misfit: Double.infinity)
    for start in [slope.expected, 0.5 * slope.expected, 0] {
      let p = descended(
        from: SIMD3(1.5, start, curvature.expected), evidence, slab: slab, xs: xs, seen: seen)
      let misfit = misfit(p, evidence, slab: slab, xs: xs, seen: seen)
      // A later start has to be better, not as good.
      if misfit < best.misfit - 1e-3 { best = (p, misfit) }
    }
    return best.p
  }

  /// Gauss-Newton steps from a start.
  private static func descended(
    from start: SIMD3<Double>, _ evidence: Evidence, slab: FadingSlab, xs: [Double],
    seen: ClosedRange<Double>
  ) -> SIMD3<Double> {
    let total = max(evidence.weights.reduce(0, +), 1e-12)
    let scale = evidence.effectiveTracks / total
    var p = start
    for _ in 0..<iterations {
      var normal = ThreeParameterFit()
      for j in xs.indices where evidence.weights[j] > 1e-6 * total {
        let contrast = contrast(p, at: xs[j], within: seen)
        let rise = (slab.mean(contrast + 0.05) - slab.mean(contrast - 0.05)) * 10
        let x = min(max(xs[j], seen.lowerBound), seen.upperBound)
        normal.add(
          rise * SIMD3(1, x, x * x), residual: evidence.meanLogs[j] - slab.mean(contrast),
          weight: evidence.weights[j] * scale)
      }
      normal.addPrior(1, off: slope.expected - p.y, deviation: slope.deviation)
      normal.addPrior(2, off: curvature.expected - p.z, deviation: curvature.deviation)
      let step = normal.solution
      p += step
      if (step * step).sum() < 1e-8 { break }
    }
    return p
  }

  /// What the steps make small: squared residuals, and distances from what is expected.
  private static func misfit(
    _ p: SIMD3<Double>, _ evidence: Evidence, slab: FadingSlab, xs: [Double],
    seen: ClosedRange<Double>
  ) -> Double {
    let scale = evidence.effectiveTracks / max(evidence.weights.reduce(0, +), 1e-12)
    let off = SIMD2(
      (p.y - slope.expected) / slope.deviation, (p.z - curvature.expected) / curvature.deviation)
    return xs.indices.reduce((off * off).sum()) {
      let residual = evidence.meanLogs[$1] - slab.mean(contrast(p, at: xs[$1], within: seen))
      return $0 + evidence.weights[$1] * scale * residual * residual
    }
  }

  /// Range of `xs` that holds 94 % of the weight.
  private static func span(_ weights: [Double], xs: [Double]) -> ClosedRange<Double> {
    let total = weights.reduce(0, +)
    var below = 0.0
    var low: Double?
    for j in xs.indices {
      below += weights[j]
      if low == nil, below >= 0.03 * total { low = xs[j] }
      if below >= 0.97 * total { return (low ?? xs[j])...xs[j] }
    }
    return 0...0
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
