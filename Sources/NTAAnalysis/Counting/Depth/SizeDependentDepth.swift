import Foundation

/// Effective depth over which particles of each size are detected, determined from their
/// brightness.
///
/// ln A, the log of the in-focus amplitude, is that of ``ScatteringLaw`` plus a parabola in ln d:
/// an offset, a slope for materials that change with size, and a small curvature. For each size,
/// the observed mean log amplitude (``BrightnessBySize``) is compared with that expected from
/// ``AxialDetectionProfile``. The parabola is the least-squares solution, with priors that keep it
/// close to the scattering law.
package struct SizeDependentDepth: Sendable {
  /// ln(A / threshold) of each bin of the grid.
  let contrast: [Double]
  /// Effective depth of each bin, in units of `w`.
  package let relativeDepth: [Double]
  /// Smallest diameter that is bright enough in focus to be counted, nm; nil if it is below the
  /// grid.
  package let detectionLimit_nm: Double?

  /// Prior standard deviations of slope and curvature relative to the scattering law.
  ///
  /// The slope allows, for example, an index that falls with size. Sizes from tracks are blurred,
  /// which bends the observed dependence; the curvature is therefore constrained more tightly.
  private static let prior = (slope: 1.0, curvature: 0.3)
  private static let iterations = 12
  /// Upper limit of the effective number of tracks.
  ///
  /// Errors from misassigned sizes do not average out with more tracks.
  fileprivate static let mostTracks = 1000.0

  /// Mean log amplitudes by size bin.
  struct Evidence: Sendable {
    /// Particles in each bin, summed over counted frames.
    var weights: [Double]
    /// Mean of ln(amplitude / threshold) in each bin.
    var meanLogs: [Double]
    /// Effective number of independent tracks of the weights.
    var effectiveTracks: Double

    /// Effective number of independent tracks per unit of weight.
    var tracksPerWeight: Double {
      min(effectiveTracks, SizeDependentDepth.mostTracks) / max(weights.reduce(0, +), 1e-12)
    }
  }

  /// Fits brightness as a function of size.
  ///
  /// - Parameters:
  ///   - evidence: mean log amplitudes by bin.
  ///   - axialProfile: axial detection profile.
  ///   - law: expected dependence of brightness on size.
  ///   - reference_nm: diameter at which the parabola is centred.
  ///   - grid: the size bins.
  init(
    _ evidence: Evidence, axialProfile: AxialDetectionProfile, law: ScatteringLaw,
    reference_nm: Double,
    grid: SizeGrid
  ) {
    let xs = grid.centres_nm.map { log($0 / reference_nm) }
    let seen = Self.span(evidence.weights, xs: xs)
    let logs = law.logBrightness(diameters_nm: grid.centres_nm)
    let reference = xs.firstIndex { $0 >= 0 } ?? 0
    let curve = Curve(xs: xs, law: logs.map { $0 - logs[reference] }, seen: seen)
    let p = Self.parabola(evidence, axialProfile: axialProfile, curve: curve)
    contrast = xs.indices.map { curve.contrast(p, $0) }
    relativeDepth = contrast.map(axialProfile.depth)
    let first = contrast.firstIndex { $0 > 0 } ?? 0
    detectionLimit_nm = first > 0 ? grid.centres_nm[first] : nil
  }

  /// The best parabola from several starting points.
  ///
  /// Sizes that a starting point makes too faint to be detected no longer influence the fit,
  /// whatever the data. If small particles are as bright as large ones, as in mixtures of
  /// materials, only a starting slope that keeps them bright finds the best fit.
  private static func parabola(
    _ evidence: Evidence, axialProfile: AxialDetectionProfile, curve: Curve
  ) -> SIMD3<Double> {
    var best = (p: SIMD3(1.5, 0, 0), misfit: Double.infinity)
    for slope in [0, -2.75, -5.5] {
      let p = descended(
        from: SIMD3(1.5, slope, 0), evidence, axialProfile: axialProfile, curve: curve)
      let misfit = misfit(p, evidence, axialProfile: axialProfile, curve: curve)
      // Ties are resolved in favour of the earlier starting point.
      if misfit < best.misfit - 1e-3 { best = (p, misfit) }
    }
    return best.p
  }

  /// Gauss-Newton iteration from a starting point.
  private static func descended(
    from start: SIMD3<Double>, _ evidence: Evidence, axialProfile: AxialDetectionProfile,
    curve: Curve
  ) -> SIMD3<Double> {
    let scale = evidence.tracksPerWeight
    var p = start
    for _ in 0..<iterations {
      var normal = ThreeParameterFit()
      for j in curve.xs.indices where evidence.weights[j] * scale > 1e-6 {
        let contrast = curve.contrast(p, j)
        let rise = (axialProfile.mean(contrast + 0.05) - axialProfile.mean(contrast - 0.05)) * 10
        let x = curve.inner(j)
        normal.add(
          rise * SIMD3(1, x, x * x), residual: evidence.meanLogs[j] - axialProfile.mean(contrast),
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

  /// Objective of the Gauss-Newton steps: squared residuals plus the squared deviations from the
  /// priors.
  private static func misfit(
    _ p: SIMD3<Double>, _ evidence: Evidence, axialProfile: AxialDetectionProfile, curve: Curve
  ) -> Double {
    let off = SIMD2(p.y / prior.slope, p.z / prior.curvature)
    let scale = evidence.tracksPerWeight
    var sum = (off * off).sum()
    for j in curve.xs.indices where evidence.weights[j] > 0 {
      let residual = evidence.meanLogs[j] - axialProfile.mean(curve.contrast(p, j))
      sum += evidence.weights[j] * scale * residual * residual
    }
    return sum
  }

  /// Range of `xs` that holds the central 94 % of the weight.
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

  /// The scattering law plus a parabola, on the bins of the grid.
  private struct Curve {
    /// ln(d / reference) of each bin.
    var xs: [Double]
    /// ln of the expected brightness relative to that at the reference, for each bin.
    var law: [Double]
    /// Range in which the parabola is used; outside, it continues as its tangent.
    var seen: ClosedRange<Double>

    /// ln(d / reference) of a bin, clamped to ``seen``.
    func inner(_ j: Int) -> Double { min(max(xs[j], seen.lowerBound), seen.upperBound) }

    /// ln(A / threshold) of a bin for parabola coefficients `p`.
    func contrast(_ p: SIMD3<Double>, _ j: Int) -> Double {
      let x = inner(j)
      // Towards small sizes, the tangent may remove at most half of the Rayleigh exponent of 6;
      // otherwise no particle would be too small to be detected. Towards large sizes, it may not
      // lower the law.
      let tangent = p.y + 2 * p.z * x
      let slope = xs[j] < x ? max(tangent, -3) : max(tangent, 0)
      return p.x + law[j] + p.y * x + p.z * x * x + slope * (xs[j] - x)
    }
  }
}
