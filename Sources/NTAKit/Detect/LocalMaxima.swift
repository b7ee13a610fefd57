/// The brightest pixel of a spot in the band-passed image.
struct Peak: Sendable, Equatable {
  var x: Int
  var y: Int
  var response: Float
}

/// Pixels above `threshold` that are the largest of their 3 × 3 neighbourhood, by falling response.
///
/// Of equal neighbours the first in reading order counts. The outermost pixels are never peaks:
/// a spot cut by the border has no usable centre.
func localMaxima(of image: borrowing FloatImage, above threshold: Float, into peaks: inout [Peak]) {
  peaks.removeAll(keepingCapacity: true)
  let width = image.width
  guard width >= 3 && image.height >= 3 else { return }
  let pixels = image.pixels.span
  for y in 1..<image.height - 1 {
    let row = pixels.extracting(y * width..<(y + 1) * width)
    // Most rows have few candidates: a quick scan of eight pixels at a time skips the rest.
    var x = 1
    while x < width - 1 {
      let end = min(x + 8, width - 1)
      if largest(row.extracting(x..<end)) > threshold {
        for candidate in x..<end where row[candidate] > threshold {
          let value = row[candidate]
          let above = pixels.extracting((y - 1) * width..<y * width)
          let below = pixels.extracting((y + 1) * width..<(y + 2) * width)
          if isPeak(value, candidate, above, row, below) {
            peaks.append(Peak(x: candidate, y: y, response: value))
          }
        }
      }
      x = end
    }
  }
  peaks.sort { ($0.response, $1.y, $1.x) > ($1.response, $0.y, $0.x) }
}

private func largest(_ run: Span<Float>) -> Float {
  var result = run[0]
  for i in 1..<run.count { result = run[i] > result ? run[i] : result }
  return result
}

private func isPeak(
  _ value: Float, _ x: Int, _ above: Span<Float>, _ row: Span<Float>, _ below: Span<Float>
) -> Bool {
  above[x - 1] < value && above[x] < value && above[x + 1] < value && row[x - 1] < value
    && row[x + 1] <= value && below[x - 1] <= value && below[x] <= value && below[x + 1] <= value
}
