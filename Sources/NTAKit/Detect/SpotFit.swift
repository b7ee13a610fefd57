/// A Gaussian spot on a flat ground, fitted to the pixels around a peak.
///
/// Least squares with the weights of the noise model at the fitted light, repeated until they
/// agree: for shot noise this is the maximum-likelihood estimate to first order, which reaches
/// the Cramér-Rao bound (Mortensen et al., Nat. Methods 7:377, 2010, for why plain least squares
/// does not). Five parameters: x, y, height, sigma, ground.
struct SpotFit: Sendable, Equatable {
  var x: Float
  var y: Float
  var height: Float
  var sigma: Float
  var ground: Float
  /// Mean of the variances of x and y, in px².
  var variance: Float
  /// Weighted mean square of the residuals; 1 for a perfect model.
  var chiSquare: Float
  var isSaturated: Bool
}

/// Fits spots; owns the window it copies each spot's pixels to.
struct SpotFitter: Sendable {
  /// Sigma at which fits start, in px.
  let sigma: Float
  let noise: NoiseModel
  /// Raw samples at least this high tell nothing but "at least".
  let saturation: Float
  let polarity: Polarity
  /// Half the window's edge, in px.
  var radius: Int { window.radius }

  private var window: SpotWindow
  /// Weights of the pixels by the current parameters, and by those on trial.
  private var weights: [SIMD4<Float>]
  private var trialWeights: [SIMD4<Float>]

  /// Iterations after which a fit that still moves is taken as it is.
  private static let iterationLimit = 12
  /// A step is the last if it is to lower chi-square by less: it is then shorter than a sixth of
  /// the parameters' own error.
  private static let smallGain: Float = 0.03
  /// Fewer pixels than this do not hold five parameters.
  private static let fewestPixels = 12

  init(sigma: Float, noise: NoiseModel, saturation: Float, polarity: Polarity) {
    self.sigma = sigma
    self.noise = noise
    self.polarity = polarity
    self.saturation = polarity == .bright ? saturation : .infinity
    window = SpotWindow(radius: max(3, Int((3 * sigma).rounded(.up))))
    weights = window.shares
    trialWeights = weights
  }

  /// Fits the spot at `peak`, or returns nil when the pixels do not support one.
  ///
  /// Pixels nearer to one of `neighbours` than to the peak, and saturated ones, are left out.
  mutating func fit(
    _ peak: Peak, in image: borrowing GrayImage, still: borrowing FloatImage,
    neighbours: [Peak]
  ) -> SpotFit? {
    window.copy(
      peak, image, still, polarity, saturation: saturation, neighbours: neighbours)
    guard window.saturated > 0 else { return leastSquares(peak, from: start(peak)) }
    guard let clipped = window.saturatedSpot(saturation: saturation, sigma: sigma) else {
      return nil
    }
    let start = SpotParameters(
      x: clipped.x, y: clipped.y, height: max(clipped.height, 1e-3), sigma: sigma,
      ground: window.groundLevel)
    return settled(leastSquares(peak, from: start), at: peak, clipped)
  }

  private mutating func leastSquares(_ peak: Peak, from start: SpotParameters) -> SpotFit? {
    guard window.count >= Self.fewestPixels else { return nil }
    var p = start
    var damping: Float = 1e-3
    var current = evaluate(p)
    swap(&weights, &trialWeights)
    var equations = current.sums.equations
    for _ in 0..<Self.iterationLimit {
      guard let step = equations.step(damping: damping) else { return nil }
      let next = p.moved(by: step).limited(reach: 0.75 * Float(radius), spotSigma: sigma)
      // What is left after so small a step is a small part of it: there is no need to look.
      if equations.gain(of: step) < Self.smallGain {
        p = next
        break
      }
      let trial = evaluate(next)
      // With the weights left as they were this is Levenberg-Marquardt; then they are renewed.
      if trial.costByOldWeights <= current.sums.chiSquare {
        p = next
        current = trial
        swap(&weights, &trialWeights)
        equations = current.sums.equations
        damping = max(damping * 0.1, 1e-6)
      } else {
        damping *= 10
        if damping > 1e4 { break }
      }
    }
    guard let variances = equations.lastVariances(), p.height > 0, p.sigma.isFinite else {
      return nil
    }
    let scale = p.slopeScale
    let variance = 0.5 * (variances.0 + variances.1) / (scale * scale)
    guard variance > 0, variance.isFinite else { return nil }
    return SpotFit(
      x: Float(peak.x) + p.x, y: Float(peak.y) + p.y, height: p.height, sigma: p.sigma,
      ground: p.ground, variance: variance,
      chiSquare: current.sums.chiSquare / Float(max(window.count - 5, 1)),
      isSaturated: window.saturated > 0)
  }

  private func start(_ peak: Peak) -> SpotParameters {
    let ground = window.groundLevel
    return SpotParameters(
      x: peak.shiftX, y: peak.shiftY, height: max(window.highest - ground, 1e-3), sigma: sigma,
      ground: ground)
  }

  /// A saturated spot whose flanks led the fit astray is where the centroid of its light is.
  private func settled(
    _ fit: SpotFit?, at peak: Peak, _ clipped: SpotWindow.SaturatedSpot
  ) -> SpotFit {
    if let fit {
      let off = max(
        abs(fit.x - Float(peak.x) - clipped.x), abs(fit.y - Float(peak.y) - clipped.y))
      let isSound = off < 0.3 * sigma && fit.sigma > 0.6 * sigma && fit.sigma < 2 * sigma
      if isSound { return fit }
    }
    // A tenth of a pixel: what rounding the plateau's rim to whole pixels leaves.
    return SpotFit(
      x: Float(peak.x) + clipped.x, y: Float(peak.y) + clipped.y, height: clipped.height,
      sigma: sigma, ground: window.groundLevel, variance: 0.01, chiSquare: 1, isSaturated: true)
  }

  /// The sums at `p`, with its own weights, which are left in `trialWeights`.
  private mutating func evaluate(
    _ p: SpotParameters
  ) -> (sums: SpotSums, costByOldWeights: Float) {
    sum(p, over: window, noise: noise, oldWeights: weights, newWeights: &trialWeights)
  }
}

/// The sums over a window at parameters `p`, and what they would cost by the old weights.
private func sum(
  _ p: SpotParameters, over window: borrowing SpotWindow, noise: NoiseModel,
  oldWeights: [SIMD4<Float>], newWeights: inout [SIMD4<Float>]
) -> (sums: SpotSums, costByOldWeights: Float) {
  var sums = SpotSums()
  let dark = SIMD4<Float>.zero
  var cost = dark
  let count = window.groupCount
  let columns = window.columns.span
  let rows = window.rows.span
  let shares = window.shares.span
  let samples = window.samples.span
  let old = oldWeights.span
  var new = newWeights.mutableSpan
  precondition(
    columns.count == count && rows.count == count && shares.count == count
      && samples.count == count && old.count == count && new.count == count)
  let rate = 0.5 / (p.sigma * p.sigma)
  let misfit = noise.misfit * noise.misfit
  for k in 0..<count {
    let dx = columns[k] - p.x
    let dy = rows[k] - p.y
    let r2 = dx * dx + dy * dy
    let shape = exponentialDecay(r2 * rate)
    let signal = shape * p.height
    var lit = signal
    lit.replace(with: dark, where: lit .< dark)
    let variance = (lit * misfit + noise.gain) * lit + noise.floor
    let weight = shares[k] / variance
    let residual = samples[k] - p.ground - signal
    cost += old[k] * residual * residual
    new[k] = weight
    sums.add(dx: dx, dy: dy, r2: r2, shape: shape, residual: residual, weight: weight)
  }
  return (sums, cost.sum())
}
