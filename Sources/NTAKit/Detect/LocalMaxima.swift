import CKernels

/// The brightest pixel of a spot in the band-passed image.
struct Peak: Sendable, Equatable {
  var x: Int
  var y: Int
  var response: Float
  /// Where the parabolas through the neighbours culminate, from the pixel's centre; within ±0.5.
  var shiftX: Float = 0
  var shiftY: Float = 0
}

/// Pixels above `threshold` that are the largest of their 3 × 3 neighbourhood, in reading order.
///
/// Of equal neighbours the first in reading order counts. The outermost pixels are never peaks:
/// a spot cut by the border has no usable centre.
///
/// - Parameters:
///   - image: light in steps.
///   - threshold: in grey levels.
///   - stepsPerLevel: what makes grey levels of steps.
///   - peaks: replaced by what is found.
func localMaxima(
  of image: borrowing FixedImage, above threshold: Float, stepsPerLevel: Float,
  into peaks: inout [Peak]
) {
  peaks.removeAll(keepingCapacity: true)
  let width = image.width
  let height = image.height
  let stride = image.stride
  guard width >= 3 && height >= 3 else { return }
  precondition(image.pixels.count == stride * height)
  let bar = Int16(min(max((threshold * stepsPerLevel).rounded(.down), -32_768), 32_767))
  image.pixels.withUnsafeBufferPointer { pixels in
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: width) { columns in
      guard let first = pixels.baseAddress, let found = columns.baseAddress else { return }
      for y in 1..<height - 1 {
        let row = first + y * stride
        for k in 0..<nta_maxima_of_row(row, stride, width, bar, found) {
          let x = Int(columns[k])
          let value = row[x]
          peaks.append(
            Peak(
              x: x, y: y, response: Float(value) / stepsPerLevel,
              shiftX: culmination(row[x - 1], value, row[x + 1]),
              shiftY: culmination(row[x - stride], value, row[x + stride])))
        }
      }
    }
  }
}

/// Where the parabola through three neighbours, the middle one the largest, has its top.
private func culmination(_ before: Int16, _ centre: Int16, _ after: Int16) -> Float {
  let curvature = 2 * Int(centre) - Int(before) - Int(after)
  return curvature > 0 ? 0.5 * Float(Int(after) - Int(before)) / Float(curvature) : 0
}
