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
    let total = max(evidence.weights.reduce(0, +), 1e-12)
    let scale = evidence.effectiveTracks / total
    var p = SIMD3(1.5, Self.slope.expected, Self.curvature.expected)
    let seen = Self.span(evidence.weights, xs: xs)
    for _ in 0..<Self.iterations {
      var normal = ThreeParameterFit()
      for j in xs.indices where evidence.weights[j] > 1e-6 * total {
        let contrast = Self.contrast(p, at: xs[j], within: seen)
        let slope = (slab.mean(contrast + 0.05) - slab.mean(contrast - 0.05)) * 10
        let x = min(max(xs[j], seen.lowerBound), seen.upperBound)
        normal.add(
          slope * SIMD3(1, x, x * x), residual: evidence.meanLogs[j] - slab.mean(contrast),
          weight: evidence.weights[j] * scale)
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
