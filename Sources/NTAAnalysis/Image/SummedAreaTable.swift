/// Summed-area table for pixel sums over rectangles of an image.
///
/// Crow, Computer Graphics 18:207 (1984). Sums are stored modulo 2³². The sum of a rectangle is
/// correct if it fits into 32 bits, which holds for up to 130,000 pixels.
struct SummedAreaTable: Sendable {
  let width: Int
  let height: Int
  /// Sum over the pixels above and to the left of each pixel's top-left corner, row by row.
  private var corners: [Int32]

  init(of image: borrowing FixedPointImage) {
    width = image.width
    height = image.height
    corners = [Int32](repeating: 0, count: (width + 1) * (height + 1))
    let pixels = image.pixels.span
    for y in 0..<height {
      Self.accumulate(
        pixels.extracting(y * image.stride..<y * image.stride + width), row: y + 1, &corners)
    }
  }

  private static func accumulate(_ row: Span<Int16>, row y: Int, _ corners: inout [Int32]) {
    let columns = row.count + 1
    var all = corners.mutableSpan
    var sum: Int32 = 0
    for x in 0..<row.count {
      sum &+= Int32(row[x])
      all[y &* columns &+ x &+ 1] = all[(y &- 1) &* columns &+ x &+ 1] &+ sum
    }
  }

  /// Sum and number of the pixels in the square of edge `2 * radius + 1` around a pixel.
  ///
  /// The square is clipped to the image.
  func square(around x: Int, _ y: Int, radius: Int) -> (sum: Int32, count: Int32) {
    let (left, right) = (max(x - radius, 0), min(x + radius + 1, width))
    let top = max(y - radius, 0) * (width + 1)
    let bottom = min(y + radius + 1, height) * (width + 1)
    let sum =
      corners[bottom + right] &- corners[bottom + left] &- corners[top + right]
      &+ corners[top + left]
    return (sum, Int32((right - left) * (bottom - top) / (width + 1)))
  }
}
