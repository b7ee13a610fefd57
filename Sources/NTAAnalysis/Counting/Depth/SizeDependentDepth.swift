import Foundation

/// How deep particles of each size are seen, learnt from how bright they are.
///
/// ln A, the brightness in focus, is that of ``ScatteringLaw`` and a parabola of ln d: a level, a slope
/// for materials that change with size, and a little curvature. Each size shows a mean log height
/// (``BrightnessBySize``); what it should be, for given brightness, is the mean of ``AxialDetectionProfile``. The
/// parabola is the least-squares solution, with priors that keep it near the law.
struct SizeDependentDepth: Sendable {
  /// ln(A / counted) of each class of the grid.
  let contrast: [Double]
  /// Effective depth of each class, in units of `w`.
  let relativeDepth: [Double]
  /// Smallest diameter bright enough in focus to be counted, nm; nil below the grid.
  let detectionLimit_nm: Double?

  /// Standard deviations of what samples add to the law: an index that falls with size, say.
  ///
  /// Sizes that are told apart by tracks are blurred, and a blurred law is bent: curvature has little
  /// say.
  private static let prior = (slope: 1.0, curvature: 0.3)
  private static let iterations = 12
  /// Brightness by size is known no better than from so many tracks.
  ///
  /// What the sizes of more are mistaken for does not average out.
  fileprivate static let mostTracks = 1000.0

  /// Mean log heights by class of the grid.
  struct Evidence: Sendable {
    /// Particles of each class, summed over counted frames.
    var weights: [Double]
    /// Mean of ln(height / counted) of each class.
    var meanLogs: [Double]
    /// Number of independent tracks the weights amount to.
    var effectiveTracks: Double

    /// Independent tracks for a unit of weight.
    var tracksPerWeight: Double {
      min(effectiveTracks, SizeDependentDepth.mostTracks) / max(weights.reduce(0, +), 1e-12)
    }
  }

  /// Fits brightness against size.
  ///
  /// - Parameters:
  ///   - evidence: mean log heights by class.
  ///   - slab: what is seen at which brightness.
  ///   - law: what is expected of brightness against size.
  ///   - reference_nm: diameter around which the parabola is written.
  ///   - grid: the classes.
  init(
    _ evidence: Evidence, slab: AxialDetectionProfile, law: ScatteringLaw, reference_nm: Double,
    grid: SizeGrid
  ) {
    let xs = grid.centres_nm.map { log($0 / reference_nm) }
    let seen = Self.span(evidence.weights, xs: xs)
    let logs = law.logBrightness(diameters_nm: grid.centres_nm)
    let reference = xs.firstIndex { $0 >= 0 } ?? 0
    let curve = Curve(xs: xs, law: logs.map { $0 - logs[reference] }, seen: seen)
    let p = Self.parabola(evidence, slab: slab, curve: curve)
    contrast = xs.indices.map { curve.contrast(p, $0) }
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
    _ evidence: Evidence, slab: AxialDetectionProfile, curve: Curve
  ) -> SIMD3<Double> {
    var best = (p: SIMD3(1.5, 0, 0), misfit: Double.infinity)
    for slope in [0, -2.75, -5.5] {
      let p = descended(from: SIMD3(1.5, slope, 0), evidence, slab: slab, curve: curve)
      let misfit = misfit(p, evidence, slab: slab, curve: curve)
      // A later start has to be better, not as good.
      if misfit < best.misfit - 1e-3 { best = (p, misfit) }
    }
    return best.p
  }

  /// Gauss-Newton steps from a start.
  private static func descended(
    from start: SIMD3<Double>, _ evidence: Evidence, slab: AxialDetectionProfile, curve: Curve
  ) -> SIMD3<Double> {
    let scale = evidence.tracksPerWeight
    var p = start
    for _ in 0..<iterations {
      var normal = ThreeParameterFit()
      for j in curve.xs.indices where evidence.weights[j] * scale > 1e-6 {
        let contrast = curve.contrast(p, j)
        let rise = (slab.mean(contrast + 0.05) - slab.mean(contrast - 0.05)) * 10
        let x = curve.inner(j)
        normal.add(
          rise * SIMD3(1, x, x * x), residual: evidence.meanLogs[j] - slab.mean(contrast),
          weight: evidence.weights[j] * scale)
      }
      normal.addPrior(1, off: -p.y, deviation: prior.slope)
      normal.addPrior(2, off: -p.z, deviation: prior.curvature)
      let step = normal.solution
      p += step
      if (step * step).sum() < 1e-8 { break }
    }
    return p
  }

  /// What the steps make small: squared residuals, and distances from what is expected.
  private static func misfit(
    _ p: SIMD3<Double>, _ evidence: Evidence, slab: AxialDetectionProfile, curve: Curve
  ) -> Double {
    let off = SIMD2(p.y / prior.slope, p.z / prior.curvature)
    let scale = evidence.tracksPerWeight
    var sum = (off * off).sum()
    for j in curve.xs.indices where evidence.weights[j] > 0 {
      let residual = evidence.meanLogs[j] - slab.mean(curve.contrast(p, j))
      sum += evidence.weights[j] * scale * residual * residual
    }
    return sum
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

  /// The law and the parabola over the classes of the grid.
  private struct Curve {
    /// ln d from the reference, by class.
    var xs: [Double]
    /// ln of the expected brightness over that at the reference, by class.
    var law: [Double]
    /// Between these the parabola is free; beyond them it goes on as its tangent.
    var seen: ClosedRange<Double>

    /// Place of a class, held at the ends of what was seen.
    func inner(_ j: Int) -> Double { min(max(xs[j], seen.lowerBound), seen.upperBound) }

    /// ln(A / counted) of a class.
    func contrast(_ p: SIMD3<Double>, _ j: Int) -> Double {
      let x = inner(j)
      // The tangent takes no more than half from Rayleigh's law towards small sizes, or nothing would
      // ever be too small to be seen, and nothing from the law towards large ones.
      let tangent = p.y + 2 * p.z * x
      let slope = xs[j] < x ? max(tangent, -3) : max(tangent, 0)
      return p.x + law[j] + p.y * x + p.z * x * x + slope * (xs[j] - x)
    }
  }
}
