import Foundation

/// The diffusion coefficient of one track, read off its likelihood curve.
struct DiffusionEstimate: Sendable, Equatable {
  /// Maximum-likelihood value, µm²/s.
  var value_um2_per_s: Double
  /// Standard error from the curvature at the maximum.
  var standardError_um2_per_s: Double
  /// Profile-likelihood 95 % interval: where the curve is 1.92 below its maximum.
  var interval95_um2_per_s: ClosedRange<Double>

  init(
    value_um2_per_s: Double, standardError_um2_per_s: Double,
    interval95_um2_per_s: ClosedRange<Double>
  ) {
    self.value_um2_per_s = value_um2_per_s
    self.standardError_um2_per_s = standardError_um2_per_s
    self.interval95_um2_per_s = interval95_um2_per_s
  }

  /// Half the 95 % point of a chi-squared variable with one degree of freedom.
  private static let drop95 = 1.9207

  /// Reads a curve of log-likelihoods over diffusion coefficients that are even in the logarithm.
  ///
  /// - Parameters:
  ///   - curve: log-likelihoods; at least 3.
  ///   - diffusion: their coefficients, monotone, evenly spaced in ln D.
  init(curve: [Double], diffusion_um2_per_s diffusion: [Double]) {
    precondition(curve.count == diffusion.count && curve.count >= 3)
    let spacing = log(diffusion[1] / diffusion[0])
    let top = curve.indices.max { curve[$0] < curve[$1] } ?? 0
    let inner = min(max(top, 1), curve.count - 2)
    // The parabola through three points of a curve so smooth is exact to far below its width.
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
    interval95_um2_per_s = min(a, b, value)...max(a, b, value)
  }

  /// Where the curve falls through `level`, going from `start` by `step`; the grid's end otherwise.
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
