import Foundation

/// What coding in blocks does to a picture, and what noise it had before.
///
/// Coefficients of less than some half a step are lost. That takes most of the noise, and of a faint spot
/// the fine part: it comes out lower than it was.
struct JPEGQuantisation: Sendable {
  let quantisation: BlockQuantisation
  private let transform = DCT8x8()
  /// Steps, a row of frequencies each.
  private let steps: [SIMD8<Float>]

  private static let edge = BlockQuantisation.edge
  /// What a decoder adds, so that coefficients are those of a signal around zero.
  private static let middle: Float = 128

  init(_ quantisation: BlockQuantisation) {
    self.quantisation = quantisation
    steps = (0..<Self.edge).map { row in
      SIMD8(quantisation.steps[row * Self.edge..<(row + 1) * Self.edge])
    }
  }

  /// Codes and decodes an image of 8-bit samples; what is left over of whole blocks stays as it is.
  func code(_ image: inout GrayImage) {
    let rounding = 1 - quantisation.deadZone
    for top in stride(from: 0, through: image.height - Self.edge, by: Self.edge) {
      for left in stride(from: 0, through: image.width - Self.edge, by: Self.edge) {
        var coefficients = transform.forward(rows(of: image, left: left, top: top))
        for k in 0..<Self.edge {
          let units = coefficients[k] / steps[k]
          var whole = (abs(units) + rounding).rounded(.down)
          // The mean of a block is always rounded to the nearest step.
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

  /// White noise before coding.
  struct Noise: Sendable {
    /// Standard deviation, grey levels.
    var deviation: Float
    /// True where coding has left nothing of it: it was less than `deviation`, by how much is not known.
    var isLost: Bool
  }

  /// White noise that leaves as many coefficients beside zero as `image` has.
  ///
  /// Only frequencies that even light does not reach are counted, and only the blocks that have the
  /// fewest, as particles fill others. Where nearly all are zero, the least noise that leaves some.
  ///
  /// - Parameter image: a decoded picture of at least one block.
  /// - Returns: a deviation from 0.3 to 30.
  func noiseBefore(_ image: borrowing GrayImage) -> Noise {
    var counts: [Int] = []
    for top in stride(from: 0, through: image.height - Self.edge, by: 2 * Self.edge) {
      for left in stride(from: 0, through: image.width - Self.edge, by: Self.edge) {
        let coefficients = transform.forward(rows(of: image, left: left, top: top))
        var count = 0
        for k in 0..<Self.edge {
          for j in 0..<Self.edge where k + j >= Self.firstCounted {
            // A decoder's rounding to grey levels is far from half a step.
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

  /// Coefficients of noise that an empty block has at least, on average, if they are to tell anything.
  private static let leastLeft = 1e-3
  /// Blocks that are taken to hold no particle, those with the fewest coefficients.
  private static let emptyBlocks = 0.8

  /// Mean of the smallest numbers of a Poisson law, `emptyBlocks` of them.
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
  /// Sum of the two frequencies from which coefficients are counted.
  private static let firstCounted = 4

  /// Mean number of counted coefficients of a block of noise that are not rounded to zero.
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

/// Lane by lane.
private func abs(_ values: SIMD8<Float>) -> SIMD8<Float> {
  values.replacing(with: -values, where: values .< 0)
}
