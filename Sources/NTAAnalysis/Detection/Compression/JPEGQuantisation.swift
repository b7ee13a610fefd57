import Foundation

/// Simulates JPEG quantisation of images, and estimates the noise an image had before it.
///
/// Coefficients below about half a quantisation step become zero. This removes most of the noise
/// and the high frequencies of faint spots, whose amplitude decreases.
package struct JPEGQuantisation: Sendable {
  let quantisation: BlockQuantisation
  private let transform = DCT8x8()
  /// Quantisation steps in grey levels; element k is the row of vertical frequency k.
  private let steps: [SIMD8<Float>]

  private static let edge = BlockQuantisation.edge
  /// The level shift of JPEG, which centres the samples on zero before the transform.
  private static let middle: Float = 128

  package init(_ quantisation: BlockQuantisation) {
    self.quantisation = quantisation
    steps = (0..<Self.edge).map { row in
      SIMD8(quantisation.steps[row * Self.edge..<(row + 1) * Self.edge])
    }
  }

  /// Codes and decodes an image of 8-bit samples; pixels outside whole blocks do not change.
  func code(_ image: inout GrayImage) {
    let rounding = 1 - quantisation.deadZone
    for top in stride(from: 0, through: image.height - Self.edge, by: Self.edge) {
      for left in stride(from: 0, through: image.width - Self.edge, by: Self.edge) {
        var coefficients = transform.forward(rows(of: image, left: left, top: top))
        for k in 0..<Self.edge {
          let units = coefficients[k] / steps[k]
          var whole = (abs(units) + rounding).rounded(.down)
          // The DC coefficient has no dead zone: it is always rounded to the nearest step.
          if k == 0 { whole[0] = abs(units[0]).rounded() }
          coefficients[k] = (whole * steps[k]).replacing(
            with: -whole * steps[k], where: units .< 0)
        }
        for (y, row) in transform.inverse(coefficients).enumerated() {
          for x in 0..<Self.edge {
            let sample = (row[x] + Self.middle).rounded()
            image[left + x, top + y] = UInt16(min(max(sample, 0), Float(image.whiteLevel)))
          }
        }
      }
    }
  }

  /// The white noise of an image before coding.
  package struct Noise: Sendable {
    /// Standard deviation, grey levels.
    package var deviation: Float
    /// True if coding removed all noise, so that `deviation` is only an upper bound.
    package var isLost: Bool

    package init(deviation: Float, isLost: Bool) {
      self.deviation = deviation
      self.isLost = isLost
    }
  }

  /// Estimates the white noise that would leave as many nonzero coefficients as `image` has.
  ///
  /// Counts only frequencies above those of smooth illumination, and only the blocks with the
  /// fewest nonzero coefficients, because particles contribute to the others. If nearly all
  /// coefficients are zero, the result is the lowest noise that would leave some.
  ///
  /// - Parameter image: a decoded image of at least one block.
  /// - Returns: noise with a standard deviation from 0.3 to 30 grey levels.
  package func noiseBefore(_ image: borrowing GrayImage) -> Noise {
    var counts: [Int] = []
    for top in stride(from: 0, through: image.height - Self.edge, by: 2 * Self.edge) {
      for left in stride(from: 0, through: image.width - Self.edge, by: Self.edge) {
        let coefficients = transform.forward(rows(of: image, left: left, top: top))
        var count = 0
        for k in 0..<Self.edge {
          for j in 0..<Self.edge where k + j >= Self.firstCounted {
            // The decoder's rounding changes a coefficient by far less than half a step.
            if Swift.abs(coefficients[k][j]) > 0.5 * steps[k][j] { count += 1 }
          }
        }
        counts.append(count)
      }
    }
    let used = counts.sorted().prefix(Int((Self.emptyBlocks * Double(counts.count)).rounded(.up)))
    guard !used.isEmpty else { return Noise(deviation: Self.noises.lowerBound, isLost: true) }
    let left = Double(used.reduce(0, +)) / Double(used.count)
    let wanted = max(left, Self.leastLeft)
    var (low, high) = (log(Self.noises.lowerBound), log(Self.noises.upperBound))
    for _ in 0..<30 {
      let noise = 0.5 * (low + high)
      if Self.meanOfFewest(of: expectedCount(exp(noise))) < wanted {
        low = noise
      } else {
        high = noise
      }
    }
    return Noise(deviation: exp(0.5 * (low + high)), isLost: left < Self.leastLeft)
  }

  /// Smallest mean number of nonzero noise coefficients per empty block that gives an estimate.
  private static let leastLeft = 1e-3
  /// Fraction of the blocks assumed to hold no particle: those with the fewest coefficients.
  private static let emptyBlocks = 0.8

  /// Mean of the lowest `emptyBlocks` fraction of a Poisson distribution with the given mean.
  private static func meanOfFewest(of mean: Double) -> Double {
    var (share, sum) = (0.0, 0.0)
    var probability = exp(-mean)
    var k = 0.0
    while share < emptyBlocks, k < 1000 {
      let part = min(probability, emptyBlocks - share)
      share += part
      sum += part * k
      k += 1
      probability *= mean / k
    }
    return sum / emptyBlocks
  }

  private static let noises: ClosedRange<Float> = 0.3...30
  /// Smallest sum of the two frequencies of a counted coefficient.
  private static let firstCounted = 4

  /// Expected number of counted coefficients per block of noise that are not rounded to zero.
  private func expectedCount(_ noise: Float) -> Double {
    var sum: Float = 0
    for k in 0..<Self.edge {
      for j in 0..<Self.edge where k + j >= Self.firstCounted {
        sum += erfc(quantisation.deadZone * steps[k][j] / (noise * Float(2).squareRoot()))
      }
    }
    return Double(sum)
  }

  private func rows(of image: borrowing GrayImage, left: Int, top: Int) -> [SIMD8<Float>] {
    (0..<Self.edge).map { y in
      let start = (top + y) * image.width + left
      var row = SIMD8<Float>.zero
      for x in 0..<Self.edge { row[x] = Float(image.pixels[start + x]) - Self.middle }
      return row
    }
  }
}

/// The magnitude of each lane.
private func abs(_ values: SIMD8<Float>) -> SIMD8<Float> {
  values.replacing(with: -values, where: values .< 0)
}
