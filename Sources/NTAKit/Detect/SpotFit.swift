import Foundation

/// A Gaussian spot on a flat ground, fitted to the pixels around a peak.
///
/// Weighted least squares with the weights of the noise model at the fitted light, repeated until
/// they agree: for shot noise this is the maximum-likelihood estimate to first order, which reaches
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
  /// Half the window's edge, in px.
  let radius: Int

  private var columns: [Float] = []
  private var rows: [Float] = []
  private var samples: [Float] = []

  /// Iterations after which a fit that still moves is taken as it is.
  private static let iterationLimit = 12

  init(sigma: Float, noise: NoiseModel, saturation: Float) {
    self.sigma = sigma
    self.noise = noise
    self.saturation = saturation
    radius = max(3, Int((3 * sigma).rounded(.up)))
    let capacity = (2 * radius + 1) * (2 * radius + 1)
    columns.reserveCapacity(capacity)
    rows.reserveCapacity(capacity)
    samples.reserveCapacity(capacity)
  }

  /// Fits the spot at `peak`, or returns nil when the pixels do not support one.
  ///
  /// Pixels nearer to one of `neighbours` than to the peak, and saturated ones, are left out.
  mutating func fit(
    _ peak: Peak, in light: borrowing FloatImage, still: borrowing FloatImage,
    neighbours: [Peak]
  ) -> SpotFit? {
    let saturated = copyWindow(peak, light, still, neighbours)
    guard samples.count >= 12 else { return nil }
    var p = start(peak, saturated: saturated)
    var damping: Float = 1e-3
    var current = normalEquations(p)
    for _ in 0..<SpotFitter.iterationLimit {
      guard let step = current.step(damping: damping) else { return nil }
      let next = limited(p.moved(by: step), around: peak)
      let trial = normalEquations(next)
      // With fixed weights this is Levenberg-Marquardt; the weights move little between steps.
      if trial.cost <= current.cost {
        let shift = max(abs(next.x - p.x), abs(next.y - p.y))
        let swelling = abs(next.sigma - p.sigma)
        p = next
        current = trial
        damping = max(damping * 0.1, 1e-6)
        if shift < 1e-3 && swelling < 1e-2 { break }
      } else {
        damping *= 10
        if damping > 1e4 { break }
      }
    }
    guard let variance = current.positionVariance(), p.height > 0, p.sigma.isFinite else {
      return nil
    }
    return SpotFit(
      x: p.x, y: p.y, height: p.height, sigma: p.sigma, ground: p.ground, variance: variance,
      chiSquare: current.chiSquare / Float(max(samples.count - 5, 1)),
      isSaturated: saturated > 0)
  }

  /// Copies the usable pixels of the window; returns how many were saturated.
  private mutating func copyWindow(
    _ peak: Peak, _ light: borrowing FloatImage, _ still: borrowing FloatImage,
    _ neighbours: [Peak]
  ) -> Int {
    columns.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    samples.removeAll(keepingCapacity: true)
    var saturated = 0
    for y in max(0, peak.y - radius)...min(light.height - 1, peak.y + radius) {
      for x in max(0, peak.x - radius)...min(light.width - 1, peak.x + radius) {
        let dx = x - peak.x
        let dy = y - peak.y
        let distance = dx * dx + dy * dy
        // A disc, not a square: the corners hold more of the neighbours than of the spot.
        if distance > radius * radius + radius { continue }
        if neighbours.contains(where: { n in
          let nx = x - n.x
          let ny = y - n.y
          return nx * nx + ny * ny < distance
        }) {
          continue
        }
        let value = light[x, y]
        if value + still[x, y] >= saturation {
          saturated += 1
          continue
        }
        columns.append(Float(x))
        rows.append(Float(y))
        samples.append(value)
      }
    }
    return saturated
  }

  private func start(_ peak: Peak, saturated: Int) -> SpotParameters {
    var lowest = samples[0]
    var highest = samples[0]
    for value in samples {
      lowest = min(lowest, value)
      highest = max(highest, value)
    }
    let sorted = samples.sorted()
    let ground = sorted[sorted.count / 5]
    return SpotParameters(
      x: Float(peak.x), y: Float(peak.y), height: max(highest - ground, 1e-3),
      sigma: saturated > 0 ? sigma * 1.3 : sigma, ground: ground)
  }

  /// Keeps a step from running away: the centre stays in the window, the width near the spot's.
  private func limited(_ p: SpotParameters, around peak: Peak) -> SpotParameters {
    var p = p
    let reach = Float(radius) * 0.75
    p.x = min(max(p.x, Float(peak.x) - reach), Float(peak.x) + reach)
    p.y = min(max(p.y, Float(peak.y) - reach), Float(peak.y) + reach)
    p.sigma = min(max(p.sigma, 0.4 * sigma), 3 * sigma)
    return p
  }

  private func normalEquations(_ p: SpotParameters) -> NormalEquations {
    var equations = NormalEquations()
    let inverse = 1 / (p.sigma * p.sigma)
    for i in 0..<samples.count {
      let dx = columns[i] - p.x
      let dy = rows[i] - p.y
      let r2 = dx * dx + dy * dy
      let shape = expf(-0.5 * r2 * inverse)
      let signal = p.height * shape
      let variance = noise.variance(at: signal)
      let slope = signal * inverse
      equations.add(
        residual: samples[i] - p.ground - signal, weight: 1 / variance, logVariance: logf(variance),
        gradient: (slope * dx, slope * dy, shape, slope * r2 / p.sigma, 1))
    }
    return equations
  }
}

/// The five parameters of a spot.
struct SpotParameters: Sendable, Equatable {
  var x: Float
  var y: Float
  var height: Float
  var sigma: Float
  var ground: Float

  func moved(by step: [Float]) -> SpotParameters {
    SpotParameters(
      x: x + step[0], y: y + step[1], height: height + step[2], sigma: sigma + step[3],
      ground: ground + step[4])
  }
}
