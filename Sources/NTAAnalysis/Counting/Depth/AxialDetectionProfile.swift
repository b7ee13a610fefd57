import Foundation

/// Axial detection profile: which particles are counted as they fade away from the focal plane.
///
/// A particle at distance z has the amplitude `A exp(-2 z²/w²)`, which combines light sheet and
/// defocus. In bead recordings this is correct to a few per cent down to a fifth of A. Measured
/// amplitudes are noisy; those above the counting threshold are counted. Everything below is a
/// function of one number, the log contrast `ln(A / threshold)`, and is tabulated once.
/// ``SizeDependentDepth`` fits the mean and reads the depth.
package struct AxialDetectionProfile: Sendable {
  /// Effective depth in units of `w`: the integral over z of the probability of being counted.
  private let depths: [Double]
  /// Mean of ln(amplitude / threshold) of the counted particles.
  private let means: [Double]

  private static let lowest = -1.5
  private static let highest = 12.0
  private static let step = 0.05

  /// Tabulates the profile for Gaussian amplitude noise.
  ///
  /// - Parameter relativeNoise: standard deviation of an amplitude near the counting threshold, as
  ///   a fraction of it.
  package init(relativeNoise: Double) {
    var depths: [Double] = []
    var means: [Double] = []
    let count = Int((Self.highest - Self.lowest) / Self.step) + 1
    for k in 0..<count {
      let contrast = Self.lowest + Double(k) * Self.step
      let (depth, mean) = Self.integrate(contrast, noise: max(relativeNoise, 1e-3))
      depths.append(depth)
      means.append(mean)
    }
    self.depths = depths
    self.means = means
  }

  /// Tabulates the profile from an injection-recovery test.
  ///
  /// - Parameter counted: counted fractions and mean log amplitudes by ln(true amplitude /
  ///   threshold).
  init(_ counted: AmplitudeResponse.Counted) {
    let count = Int((Self.highest - Self.lowest) / Self.step) + 1
    let tables = (0..<count).map { k in
      Self.integrate(Self.lowest + Double(k) * Self.step, counted)
    }
    depths = tables.map(\.depth)
    means = tables.map(\.mean)
  }

  /// Integrates the tabulated response over z.
  private static func integrate(
    _ contrast: Double, _ counted: AmplitudeResponse.Counted
  ) -> (depth: Double, mean: Double) {
    let far = (0.5 * max(contrast - AmplitudeResponse.Counted.lowest, 0)).squareRoot()
    guard far > 0, counted.shares.count > 1 else { return (1e-6, 0.05) }
    let steps = 240
    let width = far / Double(steps)
    var (depth, sum) = (0.0, 0.0)
    for i in 0..<steps {
      let z = (Double(i) + 0.5) * width
      let x = contrast - 2 * z * z
      let place = (x - AmplitudeResponse.Counted.lowest) / AmplitudeResponse.Counted.step
      let k = Int(place)
      if k >= counted.shares.count - 1 {
        // Above the tested range all spots are counted, with their true amplitude.
        depth += width
        sum += width * x
        continue
      }
      let part = place - Double(k)
      depth += width * (counted.shares[k] + part * (counted.shares[k + 1] - counted.shares[k]))
      sum += width * (counted.logs[k] + part * (counted.logs[k + 1] - counted.logs[k]))
    }
    return (max(2 * depth, 1e-6), depth > 1e-3 ? sum / depth : 0.05)
  }

  /// Integrates over z and over the amplitude noise.
  private static func integrate(
    _ contrast: Double, noise: Double
  ) -> (depth: Double, mean: Double) {
    var depth = 0.0
    var sum = 0.0
    // Amplitudes more than four standard deviations below the threshold are never counted.
    let far = (0.5 * max(contrast - log(max(1 - 4 * noise, 0.05)), 0)).squareRoot()
    guard far > 0 else { return (1e-6, 0.5 * noise) }
    let steps = 120
    let width = far / Double(steps)
    // With five Gauss-Hermite nodes, the integral would be jagged near the limit; with 25 even
    // nodes it is not.
    let deviates = (-12...12).map { Double($0) / 4 }
    let weights = deviates.map { exp(-0.5 * $0 * $0) * 0.25 / (2 * .pi).squareRoot() * width }
    for i in 0..<steps {
      let z = (Double(i) + 0.5) * width
      let amplitude = exp(contrast - 2 * z * z)
      for (deviate, weight) in zip(deviates, weights) {
        let seen = amplitude + noise * deviate
        guard seen > 1 else { continue }
        depth += weight
        sum += weight * log(seen)
      }
    }
    return (max(2 * depth, 1e-6), depth > 0 ? sum / depth : 0.5 * noise)
  }

  /// Effective depth in units of `w` at a log contrast.
  package func depth(_ contrast: Double) -> Double { Self.interpolate(depths, contrast) }

  /// Mean of ln(amplitude / threshold) at a log contrast.
  func mean(_ contrast: Double) -> Double { Self.interpolate(means, contrast) }

  private static func interpolate(_ table: [Double], _ contrast: Double) -> Double {
    let place = min(max((contrast - lowest) / step, 0), Double(table.count) - 1.001)
    let i = Int(place)
    return table[i] + (place - Double(i)) * (table[i + 1] - table[i])
  }
}
