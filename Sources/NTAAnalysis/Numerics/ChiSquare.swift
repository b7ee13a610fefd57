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

  /// Largest mean of a Poisson law that gives `count` or fewer with a probability of `level` in (0, 1).
  ///
  /// That probability is the tail of a chi-square distribution: Abramowitz and Stegun 26.4.21.
  static func poissonMean(ofAtMost count: Int, probability level: Double) -> Double {
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
