import Foundation

/// Diffusion coefficient of one track, from its exact likelihood.
///
/// ```swift
/// let model = MotionModel(exposure_s: 0.01)
/// let estimate = try DiffusionEstimate(of: trajectory, model: model)
/// print(estimate.value_um2_per_s, estimate.interval95_um2_per_s)
/// ```
public struct DiffusionEstimate: Sendable, Equatable, BitwiseCopyable {
  /// Maximum-likelihood value, µm²/s.
  public var value_um2_per_s: Double
  /// Standard error from the curvature at the maximum; the value itself if the curve has no
  /// maximum.
  public var standardError_um2_per_s: Double
  /// Profile-likelihood 95 % interval: where the curve is 1.92 below its maximum.
  public var interval95_um2_per_s: ClosedRange<Double> { lower95_um2_per_s...upper95_um2_per_s }
  private var lower95_um2_per_s: Double
  private var upper95_um2_per_s: Double

  init(
    value_um2_per_s: Double, standardError_um2_per_s: Double,
    interval95_um2_per_s: ClosedRange<Double>
  ) {
    self.value_um2_per_s = value_um2_per_s
    self.standardError_um2_per_s = standardError_um2_per_s
    lower95_um2_per_s = interval95_um2_per_s.lowerBound
    upper95_um2_per_s = interval95_um2_per_s.upperBound
  }

  /// Half the 95 % quantile of the chi-squared distribution with one degree of freedom.
  private static let drop95 = 1.9207

  /// Estimates from log-likelihoods on a logarithmic grid of diffusion coefficients.
  ///
  /// - Parameters:
  ///   - curve: log-likelihoods, at least 3.
  ///   - diffusion: their diffusion coefficients, µm²/s, monotonic, evenly spaced in ln D.
  init(curve: [Double], diffusion_um2_per_s diffusion: [Double]) {
    precondition(curve.count == diffusion.count && curve.count >= 3)
    let spacing = log(diffusion[1] / diffusion[0])
    let top = curve.indices.max { curve[$0] < curve[$1] } ?? 0
    let inner = min(max(top, 1), curve.count - 2)
    // The curve is smooth on this grid: a parabola through three points locates the maximum to a
    // small fraction of the curve's width.
    let second = curve[inner - 1] - 2 * curve[inner] + curve[inner + 1]
    let slope = 0.5 * (curve[inner + 1] - curve[inner - 1])
    let shift = second < 0 ? min(max(-slope / second, -1), 1) : Double(top - inner)
    let value = diffusion[inner] * exp(shift * spacing)
    let peak = curve[inner] + shift * slope + 0.5 * shift * shift * second
    let curvature = second / (spacing * spacing)
    value_um2_per_s = value
    standardError_um2_per_s = curvature < 0 ? value / (-curvature).squareRoot() : value
    let level = peak - Self.drop95
    let a = Self.crossing(curve, diffusion, from: inner, step: -1, level: level)
    let b = Self.crossing(curve, diffusion, from: inner, step: 1, level: level)
    lower95_um2_per_s = min(a, b, value)
    upper95_um2_per_s = max(a, b, value)
  }

  /// Where the curve falls below `level`, searching from `start` in the direction `step`; the end
  /// of the grid if it does not.
  private static func crossing(
    _ curve: [Double], _ diffusion: [Double], from start: Int, step: Int, level: Double
  ) -> Double {
    var i = start
    while curve.indices.contains(i + step) {
      let next = i + step
      if curve[next] < level && curve[i] >= level {
        let fraction = (curve[i] - level) / (curve[i] - curve[next])
        return diffusion[i] * pow(diffusion[next] / diffusion[i], fraction)
      }
      i = next
    }
    return diffusion[i]
  }
}
