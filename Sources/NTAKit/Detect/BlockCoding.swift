import Foundation

/// What coding in blocks does to a picture, and what noise it had before.
///
/// Coefficients of less than some half a step are lost. That takes most of the noise, and of a faint spot
/// the fine part: it comes out lower than it was.
struct BlockCoding: Sendable {
  let quantisation: BlockQuantisation
  private let transform = CosineTransform()
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

  /// Standard deviation of white noise that leaves as many coefficients at zero as `image` has.
  ///
  /// Only frequencies that even light does not reach are counted; of the blocks the median, as
  /// particles fill some of them.
  ///
  /// - Parameter image: a decoded picture of at least one block.
  /// - Returns: grey levels, from 0.3 to 30.
  func noiseBefore(_ image: borrowing GrayImage) -> Float {
    var zeros: [Float] = []
    for top in stride(from: 0, through: image.height - Self.edge, by: 2 * Self.edge) {
      for left in stride(from: 0, through: image.width - Self.edge, by: Self.edge) {
        let coefficients = transform.forward(rows(of: image, left: left, top: top))
        var count: Float = 0
        for k in 0..<Self.edge {
          for j in 0..<Self.edge where k + j >= Self.firstCounted {
            if abs(coefficients[k][j]) < 0.5 * steps[k][j] { count += 1 }
          }
        }
        zeros.append(count)
      }
    }
    guard !zeros.isEmpty else { return Self.noises.lowerBound }
    zeros.sort()
    // The median of whole numbers, between them.
    let middle = zeros[zeros.count / 2]
    let below = Float(zeros.partitioningIndex { $0 >= middle })
    let equal = Float(zeros.partitioningIndex { $0 > middle }) - below
    let wanted = middle - 0.5 + (0.5 * Float(zeros.count) - below) / equal
    var (low, high) = (log(Self.noises.lowerBound), log(Self.noises.upperBound))
    for _ in 0..<30 {
      let noise = 0.5 * (low + high)
      if expectedZeros(exp(noise)) > wanted { low = noise } else { high = noise }
    }
    return exp(0.5 * (low + high))
  }

  private static let noises: ClosedRange<Float> = 0.3...30
  /// Sum of the two frequencies from which coefficients are counted.
  private static let firstCounted = 4

  /// Mean number of counted coefficients of noise that are rounded to zero.
  private func expectedZeros(_ noise: Float) -> Float {
    var sum: Float = 0
    for k in 0..<Self.edge {
      for j in 0..<Self.edge where k + j >= Self.firstCounted {
        sum += erf(quantisation.deadZone * steps[k][j] / (noise * Float(2).squareRoot()))
      }
    }
    return sum
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

extension [Float] {
  /// Index of the first element that `isPast`, of elements that are ordered by it.
  fileprivate func partitioningIndex(_ isPast: (Float) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isPast(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Lane by lane.
private func abs(_ values: SIMD8<Float>) -> SIMD8<Float> {
  values.replacing(with: -values, where: values .< 0)
}
