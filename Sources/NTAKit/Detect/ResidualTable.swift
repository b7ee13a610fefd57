import Foundation

/// Squared residuals of spot fits by the light they were taken at: where the noise model comes from.
struct ResidualTable: Sendable {
  /// Classes of signal, a factor of 2 each, from half a grey level up.
  private static let classCount = 18
  private var squares = [[Float]](repeating: [], count: classCount)
  private var signals = [Float](repeating: 0, count: classCount)
  private static let samplesPerClass = 4000

  /// Adds the pixels within `radius` of a fit to `image`, less its still light.
  ///
  /// A fit goes nearer to its pixels than the truth does, most of all to the few bright ones: a
  /// square is on average (1 - leverage) times the variance, and is corrected by that.
  mutating func add(
    _ fit: SpotFit, in image: borrowing GrayImage, still: borrowing FloatImage, scale: LightScale,
    noise: NoiseModel, radius: Int
  ) {
    let centreX = Int(fit.x.rounded())
    let centreY = Int(fit.y.rounded())
    let inverse = 1 / (fit.sigma * fit.sigma)
    var slopes: [InlineArray<5, Float>] = []
    var samples: [(signal: Float, square: Float)] = []
    var equations = NormalEquations()
    for y in max(0, centreY - radius)...min(image.height - 1, centreY + radius) {
      for x in max(0, centreX - radius)...min(image.width - 1, centreX + radius) {
        let dx = Float(x) - fit.x
        let dy = Float(y) - fit.y
        let r2 = dx * dx + dy * dy
        // The fit saw a disc.
        guard r2 <= Float(radius * radius + radius) else { continue }
        let shape = expf(-0.5 * r2 * inverse)
        let signal = fit.height * shape
        let residual = scale.light(image[x, y]) - still[x, y] - fit.ground - signal
        samples.append((signal, residual * residual))
        slopes.append([1, shape, shape * r2, shape * dx, shape * dy])
        equations.add(slopes: slopes[slopes.count - 1], weight: 1 / noise.variance(at: signal))
      }
    }
    guard let leverages = equations.leverages(of: slopes) else { return }
    for (sample, leverage) in zip(samples, leverages) {
      let left = 1 - leverage / noise.variance(at: sample.signal)
      guard left > 0.2 else { continue }
      let octave = (log2f(max(sample.signal, 0.5)) + 1).rounded(.down)
      let k = min(max(Int(octave), 0), Self.classCount - 1)
      guard squares[k].count < Self.samplesPerClass else { continue }
      squares[k].append(sample.square / left)
      signals[k] += sample.signal
    }
  }

  /// The noise model that fits the classes best, `floor` given.
  ///
  /// Medians, over the median of a chi-squared variable with one degree of freedom, stand for the
  /// variances, so that a neighbour in a window does no harm. Gain and misfit are the non-negative
  /// least-squares solution with equal relative weight for each class.
  func noiseModel(floor: Float) -> NoiseModel {
    var points: [(signal: Float, excess: Float, weight: Float)] = []
    for k in 2..<Self.classCount where squares[k].count >= 30 {
      let variance = median(of: squares[k]) / 0.4549
      let signal = signals[k] / Float(squares[k].count)
      points.append((signal, variance - floor, 1 / (variance * variance)))
    }
    guard points.count >= 2 else { return NoiseModel(floor: floor, gain: 0.2, misfit: 0.05) }
    func sum(_ term: (Float, Float) -> Float) -> Float {
      points.reduce(0) { $0 + $1.weight * term($1.signal, $1.excess) }
    }
    let s2 = sum { s, _ in s * s }
    let s3 = sum { s, _ in s * s * s }
    let s4 = sum { s, _ in s * s * s * s }
    let e1 = sum { s, e in s * e }
    let e2 = sum { s, e in s * s * e }
    let determinant = s2 * s4 - s3 * s3
    var gain = determinant > 0 ? (e1 * s4 - e2 * s3) / determinant : e1 / s2
    var square = determinant > 0 ? (s2 * e2 - s3 * e1) / determinant : 0
    if gain < 0 { (gain, square) = (0, e2 / s4) }
    if square < 0 { (gain, square) = (e1 / s2, 0) }
    return NoiseModel(floor: floor, gain: max(gain, 0), misfit: max(square, 0).squareRoot())
  }
}
