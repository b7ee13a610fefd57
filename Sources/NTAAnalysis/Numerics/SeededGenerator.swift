import Foundation

/// A small seeded random number generator: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
///
/// The same seed and stream give the same numbers on every machine. Streams are independent for
/// practical purposes: each starts at a hashed point of the 2^64 cycle.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64
  private var spareNormal: Double?

  /// A generator for one purpose.
  /// - Parameters:
  ///   - seed: any number; equal seeds give equal draws.
  ///   - stream: number of the independent sequence of this seed.
  package init(seed: UInt64, stream: UInt64 = 0) {
    var mixer = seed
    let first = SeededGenerator.mixed(&mixer)
    mixer = first ^ (stream &* 0xD1B5_4A32_D192_ED03 &+ 0x8CB9_2BA7_2F3D_8DD7)
    state = SeededGenerator.mixed(&mixer)
  }

  private static func mixed(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 { SeededGenerator.mixed(&state) }

  /// A uniform number in the open interval (0, 1), with 52 random bits.
  package mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A uniform number in the interval (lower, upper).
  package mutating func uniform(_ lower: Double, _ upper: Double) -> Double {
    lower + (upper - lower) * uniform()
  }

  /// A standard normal number, by Marsaglia's polar method.
  package mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      if s < 1 && s > 0 {
        let factor = (-2 * log(s) / s).squareRoot()
        spareNormal = v * factor
        return u * factor
      }
    }
  }

  /// A Poisson number, exact for every mean.
  ///
  /// - Parameter mean: in [0, 1e9].
  /// - Returns: a count of at least 0.
  /// - Complexity: O(mean).
  package mutating func poisson(_ mean: Double) -> Int {
    precondition(mean >= 0 && mean <= 1e9, "a Poisson mean lies in [0, 1e9]")
    // Knuth's product of uniforms, in pieces for which exp(-mean) does not underflow; the sum of
    // independent Poisson numbers is a Poisson number.
    var remaining = mean
    var count = 0
    while remaining > 0 {
      let piece = min(remaining, 500)
      remaining -= piece
      let limit = exp(-piece)
      var product = uniform()
      while product > limit {
        count += 1
        product *= uniform()
      }
    }
    return count
  }
}
