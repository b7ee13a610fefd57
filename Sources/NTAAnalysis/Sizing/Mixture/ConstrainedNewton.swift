import Foundation

/// Maximum-likelihood weights of a mixture's components.
///
/// This is the constrained Newton method of Wang (J. R. Stat. Soc. B 69:185, 2007). At the maximum
/// only a handful of components has a weight above zero. In each step, components enter where the
/// gradient indicates that the likelihood would rise, all current weights are solved for together
/// from a quadratic expansion (``NNLS``), and components that reach zero leave. It needs about ten
/// steps where expectation maximisation needs thousands. The gradient also bounds the remaining
/// gain: per track, the maximum exceeds the current log-likelihood by at most the largest gradient
/// minus one.
struct ConstrainedNewton: Sendable {
  let curves: ComponentLikelihoods

  /// Largest accepted shortfall of the log-likelihood per track below the maximum.
  static let tolerance = 1e-5
  private static let mostSteps = 60

  /// Maximises the log-likelihood.
  ///
  /// - Parameters:
  ///   - weights: weight of each group, >= 0, some > 0.
  ///   - start: component weights to start from; a single component if empty.
  /// - Returns: weight of each component, summing to 1.
  func componentWeights(weights: [Float], start: [Double] = []) -> [Double] {
    precondition(weights.count == curves.groupCount)
    let total = weights.reduce(0, +)
    let shares = total > 0 ? weights.map { $0 / total } : weights
    var componentWeights = start.isEmpty ? single(shares) : start
    for _ in 0..<Self.mostSteps {
      let densities = curves.densities(componentWeights).map { max($0, 1e-30) }
      let gradient = curves.products(zip(shares, densities).map { $0 / $1 })
      guard (gradient.max() ?? 0) > 1 + Self.tolerance else { break }
      let present = Self.candidates(componentWeights, gradient)
      let target = solve(present, componentWeights, gradient, shares, densities)
      guard
        let next = lineSearch(
          from: componentWeights, to: target, present, gradient, shares, densities)
      else {
        break
      }
      componentWeights = next
    }
    return componentWeights
  }

  /// Log-likelihood of a mixture, averaged over the group weights.
  func meanLogLikelihood(_ componentWeights: [Double], weights: [Float]) -> Double {
    let total = weights.reduce(0) { $0 + Double($1) }
    let sum = zip(curves.densities(componentWeights), weights).reduce(0.0) {
      $0 + Double($1.1) * log(Double(max($1.0, 1e-30)))
    }
    return total > 0 ? sum / total : 0
  }

  /// The best single component among every fourth one; it is only the starting point.
  private func single(_ shares: [Float]) -> [Double] {
    var componentWeights = [Double](repeating: 0, count: curves.componentCount)
    let tried = Array(stride(from: 0, to: componentWeights.count, by: 4))
    let likelihoods = tried.map { logLikelihood(of: $0, shares) }
    if let best = likelihoods.indices.max(by: { likelihoods[$0] < likelihoods[$1] }) {
      componentWeights[tried[best]] = 1
    }
    return componentWeights
  }

  private func logLikelihood(of component: Int, _ shares: [Float]) -> Double {
    let range = curves.column(component)
    return shares.indices.reduce(0) {
      $0 + Double(shares[$1] * logf(max(curves.values[range.lowerBound + $1], 1e-30)))
    }
  }

  /// Components with a non-zero weight, and those at a local maximum of the gradient above one.
  private static func candidates(_ componentWeights: [Double], _ gradient: [Double]) -> [Int] {
    gradient.indices.filter { k in
      if componentWeights[k] > 0 { return true }
      let before = k > 0 ? gradient[k - 1] : -.infinity
      let after = k + 1 < gradient.count ? gradient[k + 1] : -.infinity
      return gradient[k] > 1 && gradient[k] >= before && gradient[k] > after
    }
  }

  /// Weights of the active components at the maximum of the quadratic expansion.
  private func solve(
    _ present: [Int], _ componentWeights: [Double], _ gradient: [Double], _ shares: [Float],
    _ densities: [Float]
  ) -> [Double] {
    let factor = zip(shares, densities).map { ($0).squareRoot() / $1 }
    let scaled = present.map { curves.scaled($0, by: factor) }
    var problem = NNLS(
      size: present.count, linear: present.map { 2 * gradient[$0] - 1 },
      start: present.map { componentWeights[$0] })
    for i in present.indices {
      let one = scaled[i]
      for j in 0...i {
        let other = scaled[j]
        problem.setCurvature(i, j, Double(dot(one.span, other.span)))
      }
    }
    return problem.minimiser()
  }

  /// Backtracking line search towards `target`; nil if the likelihood does not increase.
  private func lineSearch(
    from componentWeights: [Double], to target: [Double], _ present: [Int], _ gradient: [Double],
    _ shares: [Float], _ densities: [Float]
  ) -> [Double]? {
    var aim = [Double](repeating: 0, count: componentWeights.count)
    for (k, weight) in zip(present, target) { aim[k] = weight }
    let change = zip(aim, componentWeights).map { $0 - $1 }
    let steps = curves.densities(change)
    // Directional derivative of the homogeneous objective, log-likelihood minus the sum of weights.
    let promised = present.reduce(0) { $0 + change[$1] * (gradient[$1] - 1) }
    guard promised > 0 else { return nil }
    let grown = change.reduce(0, +)
    var length = 1.0
    while length > 1e-6 {
      var gain = -length * grown
      for g in shares.indices where shares[g] > 0 {
        let ratio = 1 + Float(length) * steps[g] / densities[g]
        gain += Double(shares[g] * logf(max(ratio, 1e-30)))
      }
      if gain >= 0.1 * length * promised {
        let next = zip(componentWeights, change).map { max($0 + length * $1, 0) }
        return next.map { $0 < 1e-9 ? 0 : $0 }.normalised
      }
      length *= 0.5
    }
    return nil
  }
}
