import Foundation

/// Squared residuals of spot fits, binned by signal, from which the noise model is fitted.
struct ResidualTable: Sendable {
  /// Number of signal bins, each spanning a factor of 2, from half a grey level up.
  private static let binCount = 18
  private var squares = [[Float]](repeating: [], count: binCount)
  private var signals = [Float](repeating: 0, count: binCount)
  private static let samplesPerBin = 4000
  /// The pixels of the fit being added.
  private var fours: [FourPixels] = []

  /// Four pixels, one per lane; unused lanes of a fit's last group have a `share` of zero.
  private struct FourPixels: Sendable {
    var dx = SIMD4<Float>.zero
    var dy = SIMD4<Float>.zero
    var light = SIMD4<Float>.zero
    var share = SIMD4<Float>.zero
    var slopes = NormalEquations.Row(repeating: .zero)
    var signal = SIMD4<Float>.zero
    var variance = SIMD4<Float>.zero
    /// Squared residual.
    var square = SIMD4<Float>.zero

    /// Computes signal, variance, derivatives and squared residuals for a fit.
    mutating func compare(with fit: SpotFit, noise: NoiseModel) {
      let r2 = dx * dx + dy * dy
      let shape = exponentialDecay(r2 * (0.5 / (fit.sigma * fit.sigma)))
      signal = fit.amplitude * shape
      let residual = light - fit.background - signal
      square = residual * residual
      variance = noise.floor + signal * (noise.gain + noise.misfit * noise.misfit * signal)
      slopes = [SIMD4(repeating: 1), shape, shape * r2, shape * dx, shape * dy]
    }
  }

  /// Adds the squared residuals of a fit to the pixels within `radius` px of its centre.
  ///
  /// The static background is subtracted from `image`. A fit is closer to its pixels than the true
  /// spot is, most of all to the few bright pixels. A squared residual is on average
  /// (1 - leverage) times the variance, so it is divided by this factor.
  mutating func add(
    _ fit: SpotFit, in image: borrowing GrayImage, staticBackground: borrowing FloatImage,
    scale: FixedPointScale,
    noise: NoiseModel, radius: Int
  ) {
    let count = collect(
      around: fit, in: image, staticBackground: staticBackground, scale: scale, radius: radius)
    var equations = NormalEquations()
    for i in fours.indices {
      fours[i].compare(with: fit, noise: noise)
      equations.add(slopes: fours[i].slopes, weight: fours[i].share / fours[i].variance)
    }
    equations.pool()
    guard let leverage = equations.leverage else { return }
    for (i, four) in fours.enumerated() {
      let left = 1 - leverage.of(slopes: four.slopes) / four.variance
      for lane in 0..<min(4, count - 4 * i) where left[lane] > 0.2 {
        add(square: four.square[lane] / left[lane], signal: four.signal[lane])
      }
    }
  }

  private mutating func add(square: Float, signal: Float) {
    // The octave of twice the signal, from the floating-point exponent.
    let octave = Int(max(signal, 0.5).exponent) + 1
    let k = min(max(octave, 0), Self.binCount - 1)
    guard squares[k].count < Self.samplesPerBin else { return }
    squares[k].append(square)
    signals[k] += signal
  }

  /// Collects the pixels of a fit in `fours` and returns their number.
  private mutating func collect(
    around fit: SpotFit, in image: borrowing GrayImage, staticBackground: borrowing FloatImage,
    scale: FixedPointScale, radius: Int
  ) -> Int {
    fours.removeAll(keepingCapacity: true)
    let centreX = Int(fit.x.rounded())
    let centreY = Int(fit.y.rounded())
    var count = 0
    for y in max(0, centreY - radius)...min(image.height - 1, centreY + radius) {
      for x in max(0, centreX - radius)...min(image.width - 1, centreX + radius) {
        let dx = Float(x) - fit.x
        let dy = Float(y) - fit.y
        guard dx * dx + dy * dy <= Float(radius * radius + radius) else { continue }
        let lane = count % 4
        if lane == 0 { fours.append(FourPixels()) }
        let last = fours.count - 1
        fours[last].dx[lane] = dx
        fours[last].dy[lane] = dy
        fours[last].light[lane] = scale.light(image[x, y]) - staticBackground[x, y]
        fours[last].share[lane] = 1
        count += 1
      }
    }
    return count
  }

  /// The noise model that fits the bins best for a given `floor`, in grey levels squared.
  ///
  /// The variance of a bin is its median divided by the median of a chi-squared variable with one
  /// degree of freedom, which is robust against neighbours in a window. Gain and misfit are the
  /// NNLS solution with equal relative weight for each bin.
  func noiseModel(floor: Float) -> NoiseModel {
    var points: [(signal: Float, excess: Float, weight: Float)] = []
    for k in 2..<Self.binCount where squares[k].count >= 30 {
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
