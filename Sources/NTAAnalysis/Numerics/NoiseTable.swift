import Foundation

/// Standard normal numbers from a table, at a few random bits per pixel, for camera noise.
///
/// The body of the distribution is 4094 equally probable bins, each represented by one value; the
/// two tail bins (beyond 3.49 sigma) are sampled exactly. Mean 0 and variance 1 are exact. The
/// quantisation of the body, 0.0006 sigma at the centre, is negligible beside the camera's.
package struct NoiseTable: Sendable {
  private static let bits = 12
  private let values: [Float]
  private let tailStart: Double

  package init() {
    let count = 1 << NoiseTable.bits
    let share = 1 / Double(count)
    var borders: [Double] = []
    for k in 1..<count {
      borders.append(Normal.quantile(Double(k) * share, from: borders.last ?? -3.5))
    }
    let tailStart = borders[count - 2]
    var body = [Double](repeating: 0, count: count)
    for index in 1..<count - 1 {
      // The mean of a normal number within (a, b) is (density(a) - density(b)) / share.
      body[index] =
        (Normal.density(borders[index - 1]) - Normal.density(borders[index])) / share
    }
    // One value per bin loses the variance within the bin; scaling restores the total.
    let tailVariance = 2 * (tailStart * Normal.density(tailStart) + share)
    let bodyVariance = body.reduce(0) { $0 + $1 * $1 } * share
    let scale = ((1 - tailVariance) / bodyVariance).squareRoot()
    values = body.map { Float($0 * scale) }
    self.tailStart = tailStart
  }

  /// Fills a row with standard normal numbers.
  package func fill(_ row: inout [Float], from generator: inout SeededGenerator) {
    let last = values.count - 1
    var pool: UInt64 = 0
    var left = 0
    for index in row.indices {
      if left == 0 {
        pool = generator.next()
        left = 5
      }
      let drawn = Int(pool & UInt64(last))
      pool >>= UInt64(NoiseTable.bits)
      left -= 1
      row[index] =
        drawn == 0 || drawn == last
        ? tail(negative: drawn == 0, &generator) : values[drawn]
    }
  }

  /// A number in a tail (Marsaglia, Technometrics 6:101, 1964).
  private func tail(negative: Bool, _ generator: inout SeededGenerator) -> Float {
    while true {
      let x = (tailStart * tailStart - 2 * log(generator.uniform())).squareRoot()
      if generator.uniform() * x < tailStart { return Float(negative ? -x : x) }
    }
  }
}
