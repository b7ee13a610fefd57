import Foundation

/// Difference-of-Gaussians band-pass: passes spots of one size, suppresses noise and background.
///
/// The narrow Gaussian has the sigma of the spot, which makes it the matched filter for a spot in
/// white noise (North 1943; TrackMate's LoG detector is its limit). The wide Gaussian, `wideRatio`
/// times as wide, removes the local background. Border pixels are replicated.
///
/// The wide Gaussian is computed from the result of the narrow one, which contains no high
/// frequencies any more. A second filter with widely spaced taps (the à trous scheme, Holschneider
/// et al. 1989) is therefore enough. It runs on every other row; the rows between are the mean of
/// their neighbours.
package struct DifferenceOfGaussians: Sendable {
  /// Sigma of the narrow Gaussian, in px.
  let sigma: Float
  let narrow: SymmetricKernel
  /// Kernel that turns the result of the narrow Gaussian into that of the wide one.
  let widening: SymmetricKernel
  /// Standard deviation of the response to white noise of unit variance.
  let noiseGain: Float

  static let wideRatio: Float = 2

  /// The filter for spots of this sigma, in px, > 0.
  package init(sigma: Float) {
    precondition(sigma > 0)
    self.sigma = sigma
    narrow = SymmetricKernel(gaussian: sigma)
    // Variances add: wide² = narrow² + widening².
    let extra =
      (DifferenceOfGaussians.wideRatio * DifferenceOfGaussians.wideRatio - 1).squareRoot() * sigma
    // A sum of Gaussians spaced two sigmas apart is flat to a few percent.
    widening = SymmetricKernel(gaussian: extra, step: max(1, Int((2 * sigma).rounded())))
    noiseGain = DifferenceOfGaussians.noiseGain(narrow, widening)
  }

  private static func noiseGain(_ narrow: SymmetricKernel, _ widening: SymmetricKernel) -> Float {
    let n = unfolded(narrow)
    let w = convolution(n, unfolded(widening))
    // In the rows between the filtered ones, the wide Gaussian is the mean of its two neighbours.
    let between = convolution(w, [0.5, 0, 0.5])
    func overlap(_ a: [Float], _ b: [Float]) -> Float {
      let offset = (b.count - a.count) / 2
      return a.indices.reduce(Float(0)) { $0 + a[$1] * b[$1 + offset] }
    }
    // Sum of squares of n(x) n(y) - w(x) v(y), from the one-dimensional sums.
    func power(_ v: [Float]) -> Float {
      overlap(n, n) * overlap(n, n) - 2 * overlap(n, w) * overlap(n, v)
        + overlap(w, w) * overlap(v, v)
    }
    return (0.5 * (power(w) + power(between))).squareRoot()
  }

  /// All taps of a kernel, with zeros between spaced ones.
  private static func unfolded(_ kernel: SymmetricKernel) -> [Float] {
    var full = [Float](repeating: 0, count: 2 * kernel.reach + 1)
    for (k, tap) in kernel.taps.enumerated() {
      full[kernel.reach + k * kernel.step] = tap
      full[kernel.reach - k * kernel.step] = tap
    }
    return full
  }

  private static func convolution(_ a: [Float], _ b: [Float]) -> [Float] {
    var sum = [Float](repeating: 0, count: a.count + b.count - 1)
    for (i, x) in a.enumerated() {
      for (j, y) in b.enumerated() { sum[i + j] += x * y }
    }
    return sum
  }

  /// Response at the centre of a Gaussian spot of unit amplitude and sigma `spot`, in px.
  func peakResponse(toSpotOf spot: Float) -> Float {
    func share(_ taps: [Float]) -> Float {
      let middle = taps.count / 2
      let sum = taps.indices.reduce(Float(0)) { sum, i in
        let distance = Float(i - middle) / spot
        return sum + taps[i] * exp(-0.5 * distance * distance)
      }
      return sum * sum
    }
    let n = DifferenceOfGaussians.unfolded(narrow)
    return share(n)
      - share(DifferenceOfGaussians.convolution(n, DifferenceOfGaussians.unfolded(widening)))
  }

  /// Standard deviation of the noise in a band-passed image, in grey levels.
  ///
  /// A codec that skips quiet blocks leaves less noise than the camera had, so the result is at
  /// least the noise from rounding to integers.
  package func noise(in filtered: borrowing FixedPointImage, _ scale: FixedPointScale) -> Float {
    max(
      filtered.robustDeviation / scale.stepsPerLevel,
      noiseGain * max(NoiseModel.quantisation.squareRoot(), scale.noiseFloor))
  }

  /// Filters `image` into `result`; `scratch` holds intermediate results.
  ///
  /// Magnitudes must be at most ``FixedPointScale/limit`` steps; results are in steps, too.
  func apply(
    to image: borrowing FixedPointImage, into result: inout FixedPointImage,
    scratch: inout DifferenceOfGaussiansScratch
  ) {
    var none = FixedPointImage(width: 0, height: 0)
    apply(to: image, into: &result, halved: &none, scratch: &scratch)
  }

  /// Filters `image` into `result`, and stores the wide Gaussian at every other pixel in `halved`.
  ///
  /// On the coarser grid this is the narrow Gaussian of an image of half the width and height. That
  /// is the size of `halved`; an empty `halved` does not change.
  package func apply(
    to image: borrowing FixedPointImage, into result: inout FixedPointImage,
    halved: inout FixedPointImage,
    scratch: inout DifferenceOfGaussiansScratch
  ) {
    let width = image.width
    let height = image.height
    scratch.fit(
      width: width, height: height, padding: max(narrow.reach, widening.reach))
    for y in 0..<height {
      vertical(narrow, image.pixels, y, height, into: &scratch.column, width)
      horizontal(narrow, scratch.column, into: &scratch.smooth.pixels, at: y * image.stride, width)
    }
    subtractWide(from: &scratch, into: &result, halved: &halved)
  }

  /// Filters an image to which the narrow Gaussian has already been applied, in steps.
  ///
  /// `smooth` is modified temporarily and unchanged on return.
  func apply(
    toSmooth smooth: inout FixedPointImage, into result: inout FixedPointImage,
    scratch: inout DifferenceOfGaussiansScratch
  ) {
    scratch.fit(width: smooth.width, height: smooth.height, padding: widening.reach)
    swap(&smooth, &scratch.smooth)
    var none = FixedPointImage(width: 0, height: 0)
    subtractWide(from: &scratch, into: &result, halved: &none)
    swap(&smooth, &scratch.smooth)
  }

  /// Computes the wide Gaussian from the narrow one in `scratch`, and the difference of the two.
  private func subtractWide(
    from scratch: inout DifferenceOfGaussiansScratch, into result: inout FixedPointImage,
    halved: inout FixedPointImage
  ) {
    let width = scratch.smooth.width
    let height = scratch.smooth.height
    let stride = scratch.smooth.stride
    precondition(result.width == width && result.height == height)
    widen(at: 0, &scratch)
    let loss = Int16(widening.roundingLoss * 2)
    for y in Swift.stride(from: 0, to: height, by: 2) {
      swap(&scratch.wideRow, &scratch.wideRowBelow)
      if y / 2 < halved.height { takeEvery2nd(of: scratch.wideRow, into: &halved, row: y / 2) }
      let row = y * stride..<(y + 1) * stride
      subtract(scratch.wideRow, from: scratch.smooth.pixels, loss, into: &result.pixels, row)
      guard y + 1 < height else { break }
      widen(at: min(y + 2, height - 1), &scratch)
      let next = (y + 1) * stride..<(y + 2) * stride
      subtractMean(
        scratch.wideRow, scratch.wideRowBelow, from: scratch.smooth.pixels, loss,
        into: &result.pixels, next)
    }
  }

  /// Computes one row of the wide Gaussian into the lower of the two line buffers.
  private func widen(at y: Int, _ scratch: inout DifferenceOfGaussiansScratch) {
    let width = scratch.smooth.width
    vertical(
      widening, scratch.smooth.pixels, y, scratch.smooth.height, into: &scratch.column, width)
    horizontal(widening, scratch.column, into: &scratch.wideRowBelow, at: 0, width)
  }

  /// Computes one row of a vertical pass, padded with copies of its first and last pixel.
  private func vertical(
    _ kernel: SymmetricKernel, _ pixels: [Int16], _ y: Int, _ height: Int,
    into padded: inout [Int16], _ width: Int
  ) {
    let rowLength = pixels.count / height
    var row = padded.mutableSpan
    let padding = (row.count - rowLength) / 2
    var out = row._mutatingExtracting(padding..<padding + rowLength)
    kernel.filter(pixels.span, into: &out) { k in
      min(max(y + k * kernel.step, 0), height - 1) * rowLength
    }
    let first = row[padding]
    let last = row[padding + width - 1]
    for i in 0..<padding { row[i] = first }
    for i in padding + width..<row.count { row[i] = last }
  }

  private func horizontal(
    _ kernel: SymmetricKernel, _ padded: [Int16], into result: inout [Int16], at start: Int,
    _ width: Int
  ) {
    let rowLength = FixedPointImage.rowLength(width)
    let padding = (padded.count - rowLength) / 2
    var all = result.mutableSpan
    var out = all._mutatingExtracting(start..<start + rowLength)
    kernel.filter(padded.span, into: &out) { k in padding + k * kernel.step }
  }
}

/// The buffers of a band-pass, reused for all frames.
package struct DifferenceOfGaussiansScratch: Sendable {
  fileprivate var column: [Int16] = []
  fileprivate var smooth = FixedPointImage(width: 0, height: 0)
  fileprivate var wideRow: [Int16] = []
  fileprivate var wideRowBelow: [Int16] = []

  /// Empty buffers, which the filter makes as large as it needs.
  package init() {}

  fileprivate mutating func fit(width: Int, height: Int, padding: Int) {
    if smooth.width != width || smooth.height != height {
      smooth = FixedPointImage(width: width, height: height)
      wideRow = [Int16](repeating: 0, count: smooth.stride)
      wideRowBelow = wideRow
    }
    if column.count != smooth.stride + 2 * padding {
      column = [Int16](repeating: 0, count: smooth.stride + 2 * padding)
    }
  }
}

/// Writes every other sample of `row` into a row of `image`.
private func takeEvery2nd(of row: [Int16], into image: inout FixedPointImage, row y: Int) {
  let groups = min(image.stride, row.count / 2) / 8
  let source = row.span
  let start = y * image.stride
  var all = image.pixels.mutableSpan
  var out = all._mutatingExtracting(start..<start + 8 * groups)
  for k in 0..<groups {
    let run = source.extracting(16 &* k..<16 &* k &+ 16)
    var group = out._mutatingExtracting(8 &* k..<8 &* k &+ 8)
    let samples = SIMD16(lowHalf: eight(run, 0), highHalf: eight(run, 8)).evenHalf
    for lane in 0..<8 { group[lane] = samples[lane] }
  }
}

private func subtract(
  _ wide: [Int16], from smooth: [Int16], _ loss: Int16, into result: inout [Int16],
  _ row: Range<Int>
) {
  var all = result.mutableSpan
  var out = all._mutatingExtracting(row)
  difference(smooth.span.extracting(row), wide.span, loss, into: &out)
}

private func subtractMean(
  _ above: [Int16], _ below: [Int16], from smooth: [Int16], _ loss: Int16,
  into result: inout [Int16], _ row: Range<Int>
) {
  var all = result.mutableSpan
  var out = all._mutatingExtracting(row)
  difference(smooth.span.extracting(row), above.span, below.span, loss, into: &out)
}

private func difference(
  _ a: Span<Int16>, _ b: Span<Int16>, _ loss: Int16, into out: inout MutableSpan<Int16>
) {
  let count = out.count
  precondition(a.count == count && b.count == count)
  for i in 0..<count { out[i] = a[i] &- b[i] &- loss }
}

private func difference(
  _ a: Span<Int16>, _ b: Span<Int16>, _ c: Span<Int16>, _ loss: Int16,
  into out: inout MutableSpan<Int16>
) {
  let count = out.count
  precondition(a.count == count && b.count == count && c.count == count)
  for i in 0..<count { out[i] = a[i] &- ((b[i] &+ c[i]) &>> 1) &- loss }
}
