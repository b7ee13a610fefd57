import Foundation

/// The standard normal distribution.
package enum Normal {
  /// Probability of a value below `z`.
  package static func probability(below z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// Probability density at `z`.
  package static func density(_ z: Double) -> Double {
    exp(-z * z / 2) / (2 * Double.pi).squareRoot()
  }

  /// The value below which lies the probability `level`, by Newton's method.
  ///
  /// - Parameters:
  ///   - level: in (0, 1); held within 1e-12 of the ends.
  ///   - start: where the search begins: 0, from which it always converges, or a value nearby.
  /// - Returns: the value, in [-8, 8].
  package static func quantile(_ level: Double, from start: Double = 0) -> Double {
    let level = min(max(level, 1e-12), 1 - 1e-12)
    var z = start
    // From 0 each step falls short of the value; the ends take some 40 of them.
    for _ in 0..<100 {
      let step = (probability(below: z) - level) / density(z)
      z -= step
      if abs(step) < 1e-14 { break }
    }
    return z
  }
}
