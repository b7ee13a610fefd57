/// The brightest pixel of a spot in the band-passed image.
struct Peak: Sendable, Equatable {
  var x: Int
  var y: Int
  var response: Float
  /// Where the parabolas through the neighbours culminate, from the pixel's centre; within ±0.5.
  var shiftX: Float = 0
  var shiftY: Float = 0
}

extension [Peak] {
  /// Takes out the peaks that are marked; the others keep their order.
  mutating func removeAll(marked isMarked: [Bool]) {
    var kept = 0
    for i in indices where !isMarked[i] {
      self[kept] = self[i]
      kept += 1
    }
    removeLast(count - kept)
  }
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
  let stride = image.stride
  guard width >= 3 && image.height >= 3 else { return }
  let bar = Int16(min(max((threshold * stepsPerLevel).rounded(.down), -32_768), 32_767))
  let pixels = image.pixels.span
  for y in 1..<image.height - 1 {
    let start = y * stride
    let row = pixels.extracting(start..<start + stride)
    // Most runs have no candidate: a look at 32 pixels at a time skips them.
    for run in 0..<stride / 32 where anyAbove(bar, of: row, from: run &* 32) {
      let first = max(run * 32, 1)
      for x in first..<max(min(run * 32 + 32, width - 1), first) where row[x] > bar {
        let corner = start - stride + x - 1
        let above = pixels.extracting(corner..<corner + 3)
        let middle = pixels.extracting(corner + stride..<corner + stride + 3)
        let below = pixels.extracting(corner + 2 * stride..<corner + 2 * stride + 3)
        guard isPeak(above, middle, below) else { continue }
        peaks.append(
          Peak(
            x: x, y: y, response: Float(middle[1]) / stepsPerLevel,
            shiftX: culmination(middle[0], middle[1], middle[2]),
            shiftY: culmination(above[1], middle[1], below[1])))
      }
    }
  }
}

/// True if one of 32 pixels is above `bar`.
@inline(__always)
private func anyAbove(_ bar: Int16, of row: Span<Int16>, from x: Int) -> Bool {
  let run = row.extracting(x..<x &+ 32)
  let bars = SIMD8(repeating: bar)
  let front = (eight(run, 0) .> bars) .| (eight(run, 8) .> bars)
  return any(front .| (eight(run, 16) .> bars) .| (eight(run, 24) .> bars))
}

private func isPeak(_ above: Span<Int16>, _ middle: Span<Int16>, _ below: Span<Int16>) -> Bool {
  let value = middle[1]
  return above[0] < value && above[1] < value && above[2] < value && middle[0] < value
    && middle[2] <= value && below[0] <= value && below[1] <= value && below[2] <= value
}

/// Where the parabola through three neighbours, the middle one the largest, has its top.
private func culmination(_ before: Int16, _ centre: Int16, _ after: Int16) -> Float {
  let curvature = 2 * Int(centre) - Int(before) - Int(after)
  return curvature > 0 ? 0.5 * Float(Int(after) - Int(before)) / Float(curvature) : 0
}
