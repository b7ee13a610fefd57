import Foundation

/// What is believed of one particle's step: weights over step scales a factor of 2 apart.
///
/// Scale *k* is the mean squared two-dimensional step `4 D dt` of an exponential law of the squared
/// distance. A track's own steps sharpen the weights by Bayes' rule, so that a large particle that
/// was slow so far is not linked across a small one's reach.
struct StepMixture: Sendable, Equatable {
  static let count = 12
  /// Mean squared step of the fastest scale in one frame interval, px².
  let fastest: Float
  /// Probability of each scale, fastest first.
  var weights: [Float]

  /// Every scale equally likely.
  init(fastest: Float) {
    self.fastest = fastest
    weights = [Float](repeating: 1 / Float(Self.count), count: Self.count)
  }

  /// Mean squared step of scale `k` over `intervals` frame intervals.
  @inline(__always)
  private func scale(_ k: Int, _ intervals: Float) -> Float {
    // Localisation noise does not grow with time: hence the small constant.
    fastest / Float(1 << k) * intervals + 0.02
  }

  /// Probability per px² of a step of squared length `squared` after `intervals` frame intervals.
  func density(_ squared: Float, intervals: Float) -> Float {
    var sum: Float = 0
    for k in 0..<Self.count {
      let s = scale(k, intervals)
      sum += weights[k] * expf(-squared / s) / (.pi * s)
    }
    return sum
  }

  /// Learns from one step.
  mutating func observe(_ squared: Float, intervals: Float) {
    var sum: Float = 0
    for k in 0..<Self.count {
      let s = scale(k, intervals)
      // A floor keeps every scale possible: one wrong link must not lock a track.
      weights[k] = weights[k] * expf(-squared / s) / s + 1e-9
      sum += weights[k]
    }
    for k in 0..<Self.count { weights[k] = weights[k] / sum }
  }
}
