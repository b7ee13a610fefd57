import Glibc

/// The chi-squared distribution.
package enum ChiSquare {
  /// Upper tail probability at `value` for `degrees` >= 1 degrees of freedom.
  ///
  /// Computed from the finite sums of Abramowitz and Stegun, Handbook of Mathematical Functions,
  /// 26.4.4 and 26.4.5.
  static func probability(ofAtLeast value: Double, degrees: Int) -> Double {
    precondition(degrees >= 1)
    guard value > 0 else { return 1 }
    let half = 0.5 * value
    let isEven = degrees % 2 == 0
    var sum = isEven ? exp(-half) : erfc(half.squareRoot())
    // Terms exp(-x/2) (x/2)^k / k!, with the gamma function as the factorial at half-integers.
    var k = isEven ? 1.0 : 0.5
    while 2 * k < Double(degrees) {
      sum += exp(k * log(half) - half - lgamma(k + 1))
      k += 1
    }
    return min(sum, 1)
  }

  /// Largest Poisson mean at which the probability of `count` or fewer is at least `level`.
  ///
  /// That probability is a tail of the chi-squared distribution: Abramowitz and Stegun 26.4.21.
  ///
  /// - Parameters:
  ///   - count: number of events, >= 0.
  ///   - level: probability, in the open interval (0, 1).
  /// - Returns: the mean, >= 0.
  package static func poissonMean(ofAtMost count: Int, probability level: Double) -> Double {
    precondition(count >= 0 && level > 0 && level < 1)
    var (low, high) = (0.0, Double(count) + 1)
    func tail(_ mean: Double) -> Double {
      probability(ofAtLeast: 2 * mean, degrees: 2 * (count + 1))
    }
    while tail(high) > level { (low, high) = (high, 2 * high) }
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if tail(middle) > level { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
