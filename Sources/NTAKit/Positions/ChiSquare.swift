import Glibc

/// The chi-square distribution.
enum ChiSquare {
  /// Probability of at least `value` by chance, for `degrees` of freedom, at least 1.
  ///
  /// The finite sums of Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4.4 and 26.4.5.
  static func probability(ofAtLeast value: Double, degrees: Int) -> Double {
    precondition(degrees >= 1)
    guard value > 0 else { return 1 }
    let half = 0.5 * value
    let isEven = degrees % 2 == 0
    var sum = isEven ? exp(-half) : erfc(half.squareRoot())
    // Terms exp(-x/2) (x/2)^k / k!, the factorial being the gamma function at half-integers too.
    var k = isEven ? 1.0 : 0.5
    while 2 * k < Double(degrees) {
      sum += exp(k * log(half) - half - lgamma(k + 1))
      k += 1
    }
    return min(sum, 1)
  }
}
