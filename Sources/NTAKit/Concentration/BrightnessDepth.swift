import Foundation

/// How deep particles of each size are seen, learnt from how bright they are.
///
/// A particle fades as `I = A exp(-2 z²/w²)` away from the focal plane. Of a class with brightness
/// `A` in focus, those with `I > counted` fill the slab `|z| < w sqrt(L / 2)`, `L = ln(A / counted)`.
/// Spread evenly over it, they show a mean of `ln(I / counted)` of `(2/3) L`: so the mean log
/// brightness of the detections of a size tells its depth in units of `w`.
///
/// The mean is fitted as a parabola in ln d by least squares of each track's own mean against its
/// expectation under the track's posterior over sizes, which is free of the bias that uncertain
/// sizes would bring (regression on conditional expectations).
struct BrightnessDepth: Sendable {
  /// `L` of each class of the grid, floored.
  let logContrast: [Double]
  /// Smallest diameter bright enough in focus to be counted, nm; nil below the grid.
  let detectionLimit_nm: Double?
  /// Half-width `w` of the fading, µm; nil when brightness fluctuates too little to tell.
  let width_um: Double?

  /// Classes seen over less than this are not credited with more: noise would be multiplied.
  private static let smallestLogContrast = 0.3
  /// Slope of the mean log brightness by ln d that small particles of one material have:
  /// 2/3 of Rayleigh's 6, a little less for the largest.
  private static let expectedSlope = 3.6
  private static let slopeUncertainty = 1.5
  private static let curvatureUncertainty = 1.0

  /// A track as the fit sees it.
  struct Sample: Sendable {
    /// Particles it stands for, summed over its counted frames.
    var weight: Double
    /// Weighted mean of ln(height / counted) over them.
    var meanLog: Double
    /// Posterior mean of x = ln(d / reference) and of x².
    var x: Double
    var x2: Double
    /// Posterior mean of the diffusion coefficient, µm²/s.
    var diffusion_um2_per_s: Double
    /// Sums over neighbouring counted frames of the squared change of ln height at lags 1 and 2.
    var change1: Double
    var change2: Double
    var changes1: Double
    var changes2: Double
  }

  /// Fits brightness against size.
  ///
  /// - Parameters:
  ///   - samples: the tracks; some of positive weight.
  ///   - reference_nm: diameter at which x is 0.
  ///   - interval_s: time between frames.
  init(_ samples: [Sample], reference_nm: Double, grid: SizeGrid, interval_s: Double) {
    let coefficients = Self.fit(samples)
    let xs = grid.centres_nm.map { log($0 / reference_nm) }
    // Beyond the sizes that were seen the parabola is continued by its tangent.
    let seen = Self.span(samples)
    let means = xs.map { Self.mean(coefficients, at: $0, within: seen) }
    logContrast = means.map { max(1.5 * $0, Self.smallestLogContrast) }
    detectionLimit_nm = means.firstIndex { $0 > 0 }.flatMap {
      $0 > 0 ? grid.centres_nm[$0] : nil
    }
    width_um = Self.width(samples, coefficients, seen, interval_s: interval_s)
  }

  /// Depth of each class in units of `w`: `2 sqrt(L / 2)`.
  var relativeDepth: [Double] { logContrast.map { 2 * (0.5 * $0).squareRoot() } }

  /// Weighted least squares with weak priors on slope and curvature.
  private static func fit(_ samples: [Sample]) -> SIMD3<Double> {
    var total = 0.0
    var squares = 0.0
    for s in samples {
      total += s.weight
      squares += s.weight * s.weight
    }
    guard total > 0 else { return SIMD3(1, expectedSlope, 0) }
    // Weights are scaled to the effective number of independent tracks.
    let scale = total / squares
    var normal = SymmetricThree()
    for s in samples where s.weight > 0 {
      normal.add(row: SIMD3(1, s.x, s.x2), value: s.meanLog, weight: s.weight * scale)
    }
    normal.addPrior(1, mean: expectedSlope, deviation: slopeUncertainty)
    normal.addPrior(2, mean: 0, deviation: curvatureUncertainty)
    return normal.solution
  }

  private static func span(_ samples: [Sample]) -> ClosedRange<Double> {
    let sorted = samples.filter { $0.weight > 0 }.map(\.x).sorted()
    guard !sorted.isEmpty else { return 0...0 }
    return ResampledIntervals.percentile(sorted, 0.03)...ResampledIntervals.percentile(sorted, 0.97)
  }

  private static func mean(
    _ c: SIMD3<Double>, at x: Double, within seen: ClosedRange<Double>
  ) -> Double {
    let inner = min(max(x, seen.lowerBound), seen.upperBound)
    // Larger particles of one sample are not dimmer: a falling parabola is noise.
    let slope = max(c.y + 2 * c.z * inner, 0)
    return c.x + c.y * inner + c.z * inner * inner + slope * (x - inner)
  }

  /// `w` from how fast brightness wanders: `E[(change of ln I)²] = 16 D dt L / (3 w²)` a frame.
  ///
  /// The change over two frames less that over one is free of the noise of measuring ln I.
  private static func width(
    _ samples: [Sample], _ c: SIMD3<Double>, _ seen: ClosedRange<Double>, interval_s: Double
  ) -> Double? {
    var expected = 0.0
    var one = 0.0
    var two = 0.0
    var ones = 0.0
    var twos = 0.0
    for s in samples where s.changes2 > 0 {
      let contrast = max(1.5 * mean(c, at: s.x, within: seen), smallestLogContrast)
      expected += s.changes2 * 16 / 3 * s.diffusion_um2_per_s * interval_s * contrast
      one += s.change1
      two += s.change2
      ones += s.changes1
      twos += s.changes2
    }
    guard twos >= 200, ones > 0 else { return nil }
    let rate = two / twos - one / ones
    return rate > 0 ? (expected / twos / rate).squareRoot() : nil
  }
}

/// Normal equations of three unknowns.
private struct SymmetricThree {
  private var m = [Double](repeating: 0, count: 9)
  private var v = SIMD3<Double>.zero

  mutating func add(row: SIMD3<Double>, value: Double, weight: Double) {
    for i in 0..<3 {
      for j in 0..<3 { m[3 * i + j] += weight * row[i] * row[j] }
      v[i] += weight * row[i] * value
    }
  }

  mutating func addPrior(_ i: Int, mean: Double, deviation: Double) {
    m[4 * i] += 1 / (deviation * deviation)
    v[i] += mean / (deviation * deviation)
  }

  /// Cramer's rule: three unknowns, a matrix made definite by the priors.
  var solution: SIMD3<Double> {
    let determinant = Self.determinant(m)
    guard determinant > 0 else { return SIMD3(v.x, 0, 0) }
    return SIMD3(
      Self.determinant(replacing(0)) / determinant, Self.determinant(replacing(1)) / determinant,
      Self.determinant(replacing(2)) / determinant)
  }

  private func replacing(_ column: Int) -> [Double] {
    var copy = m
    for i in 0..<3 { copy[3 * i + column] = v[i] }
    return copy
  }

  private static func determinant(_ m: [Double]) -> Double {
    m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6])
      + m[2] * (m[3] * m[7] - m[4] * m[6])
  }
}
