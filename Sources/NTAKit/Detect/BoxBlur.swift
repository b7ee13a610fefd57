/// A mean over a square window, by running sums: the light around a place.
struct BoxBlurScratch: Sendable {
  private var sums: [Float] = []
  private var rowMeans: [Float] = []

  /// Writes into `result` the mean of the square of edge `2 * radius + 1` around each pixel.
  ///
  /// Windows are cut at the border.
  mutating func blur(_ image: borrowing FloatImage, radius: Int, into result: inout FloatImage) {
    let width = image.width
    let height = image.height
    rowMeans = [Float](repeating: 0, count: width * height)
    for y in 0..<height {
      meansAlongRow(image.pixels, from: y * width, count: width, radius: radius)
    }
    sums = [Float](repeating: 0, count: width)
    var rowsInside = 0
    for y in -radius..<height {
      if y + radius < height {
        rowsInside += 1
        for x in 0..<width { sums[x] += rowMeans[(y + radius) * width + x] }
      }
      if y - radius - 1 >= 0 {
        rowsInside -= 1
        for x in 0..<width { sums[x] -= rowMeans[(y - radius - 1) * width + x] }
      }
      guard y >= 0 else { continue }
      let scale = 1 / Float(rowsInside)
      for x in 0..<width { result.pixels[y * width + x] = sums[x] * scale }
    }
  }

  private mutating func meansAlongRow(
    _ pixels: [Float], from start: Int, count: Int, radius: Int
  ) {
    var sum: Float = 0
    var inside = 0
    for x in -radius..<count {
      if x + radius < count {
        sum += pixels[start + x + radius]
        inside += 1
      }
      if x - radius - 1 >= 0 {
        sum -= pixels[start + x - radius - 1]
        inside -= 1
      }
      if x >= 0 { rowMeans[start + x] = sum / Float(inside) }
    }
  }
}
