/// Levenberg-Marquardt solver for the weighted least-squares fits of four spots at once.
///
/// Each lane has its own damping and stops changing once it has converged. The sums over the
/// pixels of `SpotWindows` are accumulated in `SpotSums`.
struct SpotSolver: Sendable {
  private let noise: NoiseModel
  private let sigma: Float
  private let reach: Float
  /// Weights of the pixels at the current and at the trial parameters.
  private var weights: [SIMD4<Float>]
  private var trialWeights: [SIMD4<Float>]
  private var columns: [ColumnShape]

  private typealias Mask = SIMDMask<SIMD4<Int32>>

  /// Iterations after which a fit is accepted even if it has not converged.
  private static let iterationLimit = 12
  /// Predicted decrease of chi-square below which a step is the last.
  ///
  /// Such a step is shorter than a sixth of the standard error of the parameters.
  private static let smallGain = SIMD4<Float>(repeating: 0.03)
  /// Smallest number of pixels that constrains five parameters.
  private static let fewestPixels = SIMD4<Float>(repeating: 12)

  init(_ windows: SpotWindows, noise: NoiseModel, sigma: Float) {
    self.noise = noise
    self.sigma = sigma
    reach = 0.75 * Float(windows.radius)
    weights = [SIMD4<Float>](repeating: .zero, count: windows.pixelCount)
    trialWeights = weights
    columns = [ColumnShape](repeating: .none, count: 2 * windows.radius + 1)
  }

  /// The fitted parameters and their quality.
  struct Solution {
    var parameters: SpotParameters
    var variance: SIMD4<Float>
    var chiSquare: SIMD4<Float>
    var isSound: SIMDMask<SIMD4<Int32>>
    var isSaturated: SIMDMask<SIMD4<Int32>>

    /// The fit of one lane in image coordinates, nil if it is invalid; `peak` locates its window.
    func fit(_ lane: Int, at peak: Peak) -> SpotFit? {
      guard isSound[lane] else { return nil }
      return SpotFit(
        x: Float(peak.x) + parameters.x[lane], y: Float(peak.y) + parameters.y[lane],
        amplitude: parameters.amplitude[lane], sigma: parameters.sigma[lane],
        background: parameters.background[lane], variance: variance[lane],
        chiSquare: chiSquare[lane],
        isSaturated: isSaturated[lane])
    }
  }

  /// Fits the spots of four windows.
  mutating func solve(_ windows: borrowing SpotWindows, from start: SpotParameters) -> Solution {
    var p = start
    var damping = SIMD4<Float>(repeating: 1e-3)
    var isSound = windows.counts .>= Self.fewestPixels
    var isMoving = isSound
    var current = evaluate(p, windows)
    swap(&weights, &trialWeights)
    for _ in 0..<Self.iterationLimit {
      let (step, isStep) = current.equations.step(damping: damping)
      isSound = isSound .& (isStep .| .!isMoving)
      isMoving = isMoving .& isStep
      let next = p.moved(by: step).limited(reach: reach, spotSigma: sigma)
      // The error left after so small a step is a small part of it, so no evaluation is needed.
      let isLast = isMoving .& (current.equations.gain(of: step) .< Self.smallGain)
      p.replace(with: next, where: isLast)
      isMoving = isMoving .& .!isLast
      guard any(isMoving) else { break }
      let trial = evaluate(next, windows)
      // A step is judged by the cost at the old weights, as in Levenberg-Marquardt; only then are
      // the weights updated.
      let isBetter = isMoving .& (trial.costByOldWeights .<= current.chiSquare)
      take(trial, into: &current, where: isBetter, isMoving)
      p.replace(with: next, where: isBetter)
      let easier = damping * 0.1
      let least = SIMD4<Float>(repeating: 1e-6)
      damping = (damping * 10).replacing(
        with: easier.replacing(with: least, where: easier .< least), where: isBetter)
      isMoving = isMoving .& (isBetter .| (damping .<= SIMD4(repeating: 1e4)))
    }
    return solution(p, current, windows, isSound)
  }

  /// Accepts the trial in the lanes where it is better; converged lanes no longer need weights.
  private mutating func take(
    _ trial: SpotSums, into current: inout SpotSums, where isBetter: Mask, _ isMoving: Mask
  ) {
    current.equations.replace(with: trial.equations, where: isBetter)
    current.chiSquare.replace(with: trial.chiSquare, where: isBetter)
    if isBetter == isMoving {
      swap(&weights, &trialWeights)
    } else {
      for k in weights.indices { weights[k].replace(with: trialWeights[k], where: isBetter) }
    }
  }

  private func solution(
    _ p: SpotParameters, _ sums: SpotSums, _ windows: borrowing SpotWindows, _ isSound: Mask
  ) -> Solution {
    let none = SIMD4<Float>.zero
    let most = SIMD4<Float>(repeating: .greatestFiniteMagnitude)
    let variances = sums.equations.lastVariances()
    let scale = p.slopeScale
    let variance = 0.5 * (variances.x + variances.y) / (scale * scale)
    let one = SIMD4<Float>(repeating: 1)
    let freedom = windows.counts - 5
    return Solution(
      parameters: p, variance: variance,
      chiSquare: sums.chiSquare / freedom.replacing(with: one, where: freedom .< one),
      isSound: isSound .& variances.isSound .& (p.amplitude .> none) .& (p.sigma .<= most)
        .& (variance .> none) .& (variance .<= most),
      isSaturated: windows.saturated .> none)
  }

  /// Computes the sums at `p`; its weights are stored in `trialWeights`.
  private mutating func evaluate(
    _ p: SpotParameters, _ windows: borrowing SpotWindows
  ) -> SpotSums {
    fill(&columns, p)
    return sums(
      at: p, windows, noise, columns, oldWeights: weights, newWeights: &trialWeights)
  }
}

/// Evaluates the spots' Gaussians along the columns of their windows.
private func fill(_ columns: inout [ColumnShape], _ p: SpotParameters) {
  let radius = columns.count / 2
  let rate = 0.5 / (p.sigma * p.sigma)
  for k in columns.indices {
    let dx = Float(k - radius) - p.x
    let shape = exponentialDecay(dx * dx * rate)
    columns[k] = ColumnShape(dx: dx, shape: shape, signal: p.amplitude * shape)
  }
}

private func sums(
  at p: SpotParameters, _ windows: borrowing SpotWindows, _ noise: NoiseModel,
  _ columns: [ColumnShape], oldWeights: [SIMD4<Float>], newWeights: inout [SIMD4<Float>]
) -> SpotSums {
  let radius = windows.radius
  let rate = 0.5 / (p.sigma * p.sigma)
  var sums = SpotSums()
  var all = newWeights.mutableSpan
  for row in windows.reaches.indices {
    let dy = Float(row - radius) - p.y
    let shape = exponentialDecay(dy * dy * rate)
    let reach = windows.reaches[row]
    let pixels = windows.rowStarts[row]..<windows.rowStarts[row + 1]
    var new = all._mutatingExtracting(pixels)
    let moments = rowMoments(
      shape, background: p.background, noise,
      columns.span.extracting(radius - reach..<radius + reach + 1),
      samples: windows.samples.span.extracting(pixels),
      shares: windows.shares.span.extracting(pixels),
      oldWeights: oldWeights.span.extracting(pixels), newWeights: &new)
    sums.add(moments, shape: shape, dy: dy)
  }
  return sums
}

/// The sums along one row of the windows; the weights of its pixels are stored in `new`.
@inline(__always)
private func rowMoments(
  _ rowShape: SIMD4<Float>, background: SIMD4<Float>, _ noise: NoiseModel,
  _ columns: Span<ColumnShape>, samples: Span<SIMD4<Float>>, shares: Span<SIMD4<Float>>,
  oldWeights: Span<SIMD4<Float>>, newWeights new: inout MutableSpan<SIMD4<Float>>
) -> RowMoments {
  let count = columns.count
  precondition(
    samples.count == count && shares.count == count && oldWeights.count == count
      && new.count == count)
  let dark = SIMD4<Float>.zero
  let misfit = noise.misfit * noise.misfit
  var moments = RowMoments()
  for k in 0..<count {
    let signal = columns[k].signal * rowShape
    let lit = signal.replacing(with: dark, where: signal .< dark)
    let variance = (lit * misfit + noise.gain) * lit + noise.floor
    let weight = shares[k] / variance
    let residual = samples[k] - background - signal
    new[k] = weight
    moments.add(columns[k], residual: residual, weight: weight, oldWeight: oldWeights[k])
  }
  return moments
}
