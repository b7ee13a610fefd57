/// A local maximum of the band-passed image.
package struct Peak: Sendable, Equatable {
  var x: Int
  var y: Int
  var response: Float
  /// Sub-pixel offset of the maximum from the pixel's centre, from parabolas through the
  /// neighbours; within ±0.5.
  var shiftX: Float = 0
  var shiftY: Float = 0
}

extension [Peak] {
  /// Removes the marked peaks; the others keep their order.
  mutating func removeAll(marked isMarked: [Bool]) {
    var kept = 0
    for i in indices where !isMarked[i] {
      self[kept] = self[i]
      kept += 1
    }
    removeLast(count - kept)
  }
}

/// Finds the pixels above `threshold` that are the largest of their 3 × 3 neighbourhood.
///
/// Among equal neighbours the first in reading order wins. The outermost pixels are never peaks
/// because a spot cut by the border has no usable centre.
///
/// - Parameters:
///   - image: band-passed image, in steps.
///   - threshold: lowest response, in grey levels.
///   - stepsPerLevel: fixed-point steps per grey level.
///   - peaks: replaced by the peaks in reading order, responses in grey levels.
package func localMaxima(
  of image: borrowing FixedPointImage, above threshold: Float, stepsPerLevel: Float,
  into peaks: inout [Peak]
) {
  peaks.removeAll(keepingCapacity: true)
  let width = image.width
  let stride = image.stride
  guard width >= 3 && image.height >= 3 else { return }
  let bar = Int16(min(max((threshold * stepsPerLevel).rounded(.down), -32_768), 32_767))
  let pixels = image.pixels.span
  var isMarked = InlineArray<32, Int16>(repeating: 0)
  for y in 1..<image.height - 1 {
    let start = y * stride
    let row = pixels.extracting(start..<start + stride)
    // Most runs of 32 pixels have no candidate and are skipped.
    var run = nextRun(above: bar, in: row, from: 0)
    while run < stride / 32 {
      let first = run * 32
      if run > 0 && run < stride / 32 - 1 && first + 32 < width {
        // The pixels above the threshold are unpredictable for the processor, so they are tested
        // without branches.
        let corner = start - stride + first - 1
        let isAny = markPeaks(
          pixels.extracting(corner..<corner + 34),
          pixels.extracting(corner + stride..<corner + stride + 34),
          pixels.extracting(corner + 2 * stride..<corner + 2 * stride + 34), bar, &isMarked)
        if isAny {
          for i in 0..<32 where isMarked[i] != 0 {
            peaks.append(peak(first + i, y, pixels, stride, stepsPerLevel))
          }
        }
      } else {
        for x in max(first, 1)..<max(min(first + 32, width - 1), max(first, 1))
        where row[x] > bar && isPeak(x, y, pixels, stride) {
          peaks.append(peak(x, y, pixels, stride, stepsPerLevel))
        }
      }
      run = nextRun(above: bar, in: row, from: run + 1)
    }
  }
}

/// The first run of 32 pixels, from run `first` on, with a pixel above `bar`.
///
/// Returns the number of runs if there is none.
@inline(never)
private func nextRun(above bar: Int16, in row: Span<Int16>, from first: Int) -> Int {
  let bars = SIMD8(repeating: bar)
  let count = row.count / 32
  for k in first..<max(count, first) {
    let run = row.extracting(32 &* k..<32 &* k &+ 32)
    let front = (eight(run, 0) .> bars) .| (eight(run, 8) .> bars)
    if any(front .| (eight(run, 16) .> bars) .| (eight(run, 24) .> bars)) { return k }
  }
  return count
}

/// Marks which of 32 pixels are peaks above `bar`; returns true if any is.
///
/// The rows start one pixel to the left of the first of the 32.
@inline(never)
private func markPeaks(
  _ above: Span<Int16>, _ middle: Span<Int16>, _ below: Span<Int16>, _ bar: Int16,
  _ isMarked: inout InlineArray<32, Int16>
) -> Bool {
  let (a0, a1, a2) = (
    above.extracting(0..<32), above.extracting(1..<33), above.extracting(2..<34)
  )
  let (m0, m1, m2) = (
    middle.extracting(0..<32), middle.extracting(1..<33), middle.extracting(2..<34)
  )
  let (b0, b1, b2) = (
    below.extracting(0..<32), below.extracting(1..<33), below.extracting(2..<34)
  )
  var marks = isMarked.mutableSpan
  var found: Int16 = 0
  for i in 0..<32 {
    // Compare once with the highest neighbour, since each maximum is a single instruction.
    let before = max(max(a0[i], a1[i]), max(a2[i], m0[i]))
    let after = max(max(b0[i], b1[i]), max(b2[i], m2[i]))
    let highest = max(max(before, bar), after &- 1)
    let mark: Int16 = m1[i] > highest ? 1 : 0
    marks[i] = mark
    found |= mark
  }
  return found != 0
}

/// The peak at a pixel, with its sub-pixel offset.
private func peak(
  _ x: Int, _ y: Int, _ pixels: Span<Int16>, _ stride: Int, _ stepsPerLevel: Float
) -> Peak {
  let place = y * stride + x
  let value = pixels[place]
  return Peak(
    x: x, y: y, response: Float(value) / stepsPerLevel,
    shiftX: culmination(pixels[place - 1], value, pixels[place + 1]),
    shiftY: culmination(pixels[place - stride], value, pixels[place + stride]))
}

private func isPeak(_ x: Int, _ y: Int, _ pixels: Span<Int16>, _ stride: Int) -> Bool {
  let corner = (y - 1) * stride + x - 1
  return isPeak(
    pixels.extracting(corner..<corner + 3),
    pixels.extracting(corner + stride..<corner + stride + 3),
    pixels.extracting(corner + 2 * stride..<corner + 2 * stride + 3))
}

private func isPeak(_ above: Span<Int16>, _ middle: Span<Int16>, _ below: Span<Int16>) -> Bool {
  let value = middle[1]
  return above[0] < value && above[1] < value && above[2] < value && middle[0] < value
    && middle[2] <= value && below[0] <= value && below[1] <= value && below[2] <= value
}

/// Offset of the vertex of the parabola through three samples, the middle one the largest.
private func culmination(_ before: Int16, _ centre: Int16, _ after: Int16) -> Float {
  let curvature = 2 * Int(centre) - Int(before) - Int(after)
  return curvature > 0 ? 0.5 * Float(Int(after) - Int(before)) / Float(curvature) : 0
}
