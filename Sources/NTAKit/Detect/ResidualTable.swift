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
    let pixels = disc(around: fit, in: image, radius: radius)
    let inverse = 0.5 / (fit.sigma * fit.sigma)
    var slopes: [NormalEquations.Row] = []
    var signals: [SIMD4<Float>] = []
    var squares: [SIMD4<Float>] = []
    var variances: [SIMD4<Float>] = []
    var equations = NormalEquations()
    // Four pixels at a time, each in a lane of its own; the last ones may be none.
    for start in stride(from: 0, to: pixels.count, by: 4) {
      var dx = SIMD4<Float>.zero
      var dy = dx
      var light = dx
      var share = dx
      for lane in 0..<min(4, pixels.count - start) {
        let (x, y) = pixels[start + lane]
        dx[lane] = Float(x) - fit.x
        dy[lane] = Float(y) - fit.y
        light[lane] = scale.light(image[x, y]) - still[x, y]
        share[lane] = 1
      }
      let r2 = dx * dx + dy * dy
      let shape = exponentialDecay(r2 * inverse)
      let signal = fit.height * shape
      let residual = light - fit.ground - signal
      let variance = noise.floor + signal * (noise.gain + noise.misfit * noise.misfit * signal)
      slopes.append([SIMD4(repeating: 1), shape, shape * r2, shape * dx, shape * dy])
      signals.append(signal)
      squares.append(residual * residual)
      variances.append(variance)
      equations.add(slopes: slopes[slopes.count - 1], weight: share / variance)
    }
    equations.pool()
    guard let leverages = equations.leverages(of: slopes) else { return }
    for i in pixels.indices {
      let (group, lane) = (i / 4, i % 4)
      let left = 1 - leverages[group][lane] / variances[group][lane]
      guard left > 0.2 else { continue }
      add(square: squares[group][lane] / left, signal: signals[group][lane])
    }
  }

  private mutating func add(square: Float, signal: Float) {
    // The octave of twice the signal, from the number's exponent.
    let octave = Int(max(signal, 0.5).exponent) + 1
    let k = min(max(octave, 0), Self.classCount - 1)
    guard squares[k].count < Self.samplesPerClass else { return }
    squares[k].append(square)
    signals[k] += signal
  }

  /// The pixels the fit saw.
  private func disc(
    around fit: SpotFit, in image: borrowing GrayImage, radius: Int
  ) -> [(x: Int, y: Int)] {
    let centreX = Int(fit.x.rounded())
    let centreY = Int(fit.y.rounded())
    var pixels: [(x: Int, y: Int)] = []
    for y in max(0, centreY - radius)...min(image.height - 1, centreY + radius) {
      for x in max(0, centreX - radius)...min(image.width - 1, centreX + radius) {
        let dx = Float(x) - fit.x
        let dy = Float(y) - fit.y
        if dx * dx + dy * dy <= Float(radius * radius + radius) { pixels.append((x, y)) }
      }
    }
    return pixels
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
