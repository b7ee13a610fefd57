/// A row-major image of fixed-point intensities, with rows padded to whole groups of 64 pixels.
///
/// `FixedPointScale` defines the unit: one step is 2^-shift grey levels.
package struct FixedPointImage: Sendable {
  let width: Int
  let height: Int
  /// Pixels from one row to the next, a multiple of 64; those beyond `width` are undefined.
  let stride: Int
  var pixels: [Int16]

  /// An image of zeros.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
    stride = FixedPointImage.rowLength(width)
    pixels = [Int16](repeating: 0, count: stride * height)
  }

  /// Length of a padded row.
  static func rowLength(_ width: Int) -> Int { (width + 63) & ~63 }

  subscript(x: Int, y: Int) -> Int16 { pixels[y * stride + x] }

  /// Negates all pixels.
  mutating func negate() {
    var all = pixels.mutableSpan
    let count = all.count
    for i in 0..<count { all[i] = 0 &- all[i] }
  }

  /// Replaces the image by half its difference from `other`, an image of the same size.
  ///
  /// Half, so that magnitudes stay within ``FixedPointScale/limit``.
  mutating func halveDifference(from other: borrowing FixedPointImage) {
    precondition(other.stride == stride && other.height == height)
    let source = other.pixels.span
    var all = pixels.mutableSpan
    let count = all.count
    precondition(source.count == count)
    for i in 0..<count { all[i] = (all[i] &- source[i]) &>> 1 }
  }

  /// The `count` rows in the middle, 1 to `height`.
  func middleRows(_ count: Int) -> FixedPointImage {
    precondition((1...height).contains(count))
    var part = FixedPointImage(width: width, height: count)
    let first = (height - count) / 2 * stride
    for i in part.pixels.indices { part.pixels[i] = pixels[first + i] }
    return part
  }

  /// The image binned by 2 × 2 pixels; an odd last row or column is dropped.
  func binnedByTwo() -> FixedPointImage {
    var small = FixedPointImage(width: width / 2, height: height / 2)
    bin(into: &small)
    return small
  }

  /// Writes the means of 2 × 2 pixels into an image of half the width and height.
  ///
  /// Means are rounded down. Magnitudes must be at most ``FixedPointScale/limit``, so that the sums
  /// fit.
  func bin(into small: inout FixedPointImage) {
    precondition(small.width == width / 2 && small.height == height / 2 && small.height >= 1)
    let groups = min(small.stride, stride / 2) / 8
    for y in 0..<small.height {
      let above = pixels.span.extracting(2 * y * stride..<(2 * y + 1) * stride)
      let below = pixels.span.extracting((2 * y + 1) * stride..<(2 * y + 2) * stride)
      let start = y * small.stride
      var all = small.pixels.mutableSpan
      var out = all._mutatingExtracting(start..<start + 8 * groups)
      meansOfFour(above, below, into: &out)
    }
  }

  /// Robust standard deviation of the pixels, in steps, from the interquartile range.
  ///
  /// The interquartile range of a normal distribution is 1.349 standard deviations. About eight
  /// thousand evenly spread pixels are used, which is enough for 1 %. The quartiles are
  /// interpolated within a bin.
  var robustDeviation: Float {
    let step = max(1, width * height / 8000) | 1
    var reach: Int32 = 512
    while true {
      let (quartiles, samples) = quartileDistance(step: step, binWidth: reach / 512)
      guard samples > 0 else { return 0 }
      if let quartiles { return quartiles / 1.349 }
      reach *= 4
    }
  }

  /// Interquartile range from a histogram of 1024 bins around zero, in steps.
  ///
  /// Returns nil if a quartile is in the first or last bin, unless bins are wider than 64 steps;
  /// then it returns the width of the histogram.
  private func quartileDistance(
    step: Int, binWidth: Int32
  ) -> (distance: Float?, samples: Int) {
    var counts = InlineArray<1024, UInt32>(repeating: 0)
    var samples = 0
    // Sample the rows as if they followed each other without padding.
    var x = 0
    for y in 0..<height {
      let row = pixels.span.extracting(y * stride..<y * stride + width)
      samples += (width - x + step - 1) / step
      while x < width {
        let value = Int32(row[x])
        let k = (binWidth == 1 ? value : value / binWidth) &+ 512
        counts[Int(min(max(k, 0), 1023))] &+= 1
        x += step
      }
      x -= width
    }
    func quantile(_ rank: Float) -> Float? {
      var below: Float = 0
      for k in counts.indices {
        let count = Float(counts[k])
        if below + count > rank {
          return k == 0 || k == 1023 ? nil : Float(k) + (rank - below) / count
        }
        below += count
      }
      return nil
    }
    guard let upper = quantile(0.75 * Float(samples)), let lower = quantile(0.25 * Float(samples))
    else { return (binWidth > 64 ? 1024 * Float(binWidth) : nil, samples) }
    return ((upper - lower) * Float(binWidth), samples)
  }
}

/// Means of 2 × 2 pixels of two rows, eight means at a time.
private func meansOfFour(
  _ above: Span<Int16>, _ below: Span<Int16>, into out: inout MutableSpan<Int16>
) {
  for k in 0..<out.count / 8 {
    let a = above.extracting(16 &* k..<16 &* k &+ 16)
    let b = below.extracting(16 &* k..<16 &* k &+ 16)
    let front = (eight(a, 0) &+ eight(b, 0)) &>> 1
    let back = (eight(a, 8) &+ eight(b, 8)) &>> 1
    let columns = SIMD16(lowHalf: front, highHalf: back)
    let means = (columns.evenHalf &+ columns.oddHalf) &>> 1
    var group = out._mutatingExtracting(8 &* k..<8 &* k &+ 8)
    for lane in 0..<8 { group[lane] = means[lane] }
  }
}
