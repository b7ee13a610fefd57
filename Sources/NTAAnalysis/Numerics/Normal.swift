import Foundation

/// The standard normal distribution.
package enum Normal {
  /// Probability of a value below `z`.
  package static func probability(below z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// The value below which lies the probability `level`.
  ///
  /// - Parameter level: in (0, 1); held within 1e-12 of the ends.
  /// - Returns: the value, in [-8, 8].
  package static func quantile(_ level: Double) -> Double {
    let level = min(max(level, 1e-12), 1 - 1e-12)
    var (low, high) = (-8.0, 8.0)
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if probability(below: middle) < level { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
