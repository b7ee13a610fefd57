/// A mean over a square window, by running sums: the light around a place.
struct BoxBlur: Sendable {
  /// Half the window's edge less its middle, in px, at least 1.
  let radius: Int

  /// The mean of the square of edge `2 * radius + 1` around each pixel, cut at the border.
  func means(of image: borrowing FixedImage) -> FixedImage {
    let height = image.height
    var result = FixedImage(width: image.width, height: height)
    var sums = [Int32](repeating: 0, count: image.width)
    let pixels = image.pixels.span
    let stride = image.stride
    func row(_ y: Int) -> Range<Int> { y * stride..<y * stride + image.width }
    var rowsInside = 0
    for y in -radius..<height {
      if y + radius < height {
        rowsInside += 1
        var columnSums = sums.mutableSpan
        add(pixels.extracting(row(y + radius)), to: &columnSums)
      }
      if y - radius - 1 >= 0 {
        rowsInside -= 1
        var columnSums = sums.mutableSpan
        takeAway(pixels.extracting(row(y - radius - 1)), from: &columnSums)
      }
      guard y >= 0 else { continue }
      var target = result.pixels.mutableSpan
      var out = target._mutatingExtracting(row(y))
      meansAlong(sums.span, scale: 1 / Float(rowsInside), into: &out)
    }
    return result
  }

  private func meansAlong(
    _ sums: Span<Int32>, scale: Float, into out: inout MutableSpan<Int16>
  ) {
    let count = out.count
    precondition(sums.count == count)
    let inner = scale / Float(2 * radius + 1)
    var sum: Int32 = 0
    for x in 0..<min(radius, count) { sum &+= sums[x] }
    for x in 0..<count {
      if x + radius < count { sum &+= sums[x + radius] }
      if x > radius { sum &-= sums[x - radius - 1] }
      let inside = min(x, radius) + min(count - 1 - x, radius) + 1
      let share = inside == 2 * radius + 1 ? inner : scale / Float(inside)
      out[x] = Int16(Float(sum) * share)
    }
  }
}

private func add(_ a: Span<Int16>, to sums: inout MutableSpan<Int32>) {
  let count = sums.count
  precondition(a.count == count)
  for i in 0..<count { sums[i] &+= Int32(a[i]) }
}

private func takeAway(_ a: Span<Int16>, from sums: inout MutableSpan<Int32>) {
  let count = sums.count
  precondition(a.count == count)
  for i in 0..<count { sums[i] &-= Int32(a[i]) }
}
