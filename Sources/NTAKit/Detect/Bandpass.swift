import Foundation

/// A difference of two Gaussians: passes spots of one size, stops noise and uneven light.
///
/// The narrow Gaussian has the spot's own sigma, which is the matched filter for a spot in white
/// noise (North 1943; TrackMate's LoG detector is its limit); the wide one, `wideRatio` times as
/// wide, takes out the local background. Borders are replicated.
struct Bandpass: Sendable {
  /// Sigma of the narrow Gaussian, in px.
  let sigma: Float
  /// Half of each kernel, centre first.
  private let narrow: [Float]
  private let wide: [Float]
  /// Response to white noise of unit variance: its standard deviation.
  let noiseGain: Float

  static let wideRatio: Float = 2

  init(sigma: Float) {
    precondition(sigma > 0)
    self.sigma = sigma
    narrow = Bandpass.halfGaussian(sigma)
    wide = Bandpass.halfGaussian(sigma * Bandpass.wideRatio)
    noiseGain = Bandpass.noiseGain(narrow, wide)
  }

  /// Half of a normalised Gaussian kernel, from its centre out to three sigmas.
  private static func halfGaussian(_ sigma: Float) -> [Float] {
    let radius = max(1, Int((3 * sigma).rounded(.up)))
    var taps = (0...radius).map { exp(-0.5 * Float($0 * $0) / (sigma * sigma)) }
    let sum = 2 * taps.reduce(0, +) - taps[0]
    for i in taps.indices { taps[i] /= sum }
    return taps
  }

  private static func noiseGain(_ narrow: [Float], _ wide: [Float]) -> Float {
    // Sum of squares of n(x) n(y) - w(x) w(y), from the one-dimensional sums.
    func overlap(_ a: [Float], _ b: [Float]) -> Float {
      var sum = a[0] * b[0]
      for i in 1..<min(a.count, b.count) { sum += 2 * a[i] * b[i] }
      return sum * sum
    }
    return (overlap(narrow, narrow) - 2 * overlap(narrow, wide) + overlap(wide, wide)).squareRoot()
  }

  /// Height of the response at the centre of a Gaussian spot of unit height and sigma `spot`.
  func peakResponse(toSpotOf spot: Float) -> Float {
    let wideSigma = sigma * Bandpass.wideRatio
    let s2 = spot * spot
    return s2 / (s2 + sigma * sigma) - s2 / (s2 + wideSigma * wideSigma)
  }

  /// Filters `image` into `result`; `scratch` holds one intermediate image each.
  func apply(
    to image: borrowing FloatImage, into result: inout FloatImage, scratch: inout BandpassScratch
  ) {
    let width = image.width
    let height = image.height
    scratch.fit(width: width, padding: wide.count - 1)
    for y in 0..<height {
      vertical(narrow, image, y, into: &scratch.column)
      scratch.pad(&scratch.column)
      horizontal(narrow, scratch.column, width: width, into: &scratch.narrowRow)
      vertical(wide, image, y, into: &scratch.column)
      scratch.pad(&scratch.column)
      horizontal(wide, scratch.column, width: width, into: &scratch.wideRow)
      var target = result.pixels.mutableSpan
      difference(
        scratch.narrowRow.span, scratch.wideRow.span, into: &target, at: y * width)
    }
  }

  /// One row of the vertical pass, written behind the row's left padding.
  private func vertical(
    _ half: [Float], _ image: borrowing FloatImage, _ y: Int, into padded: inout [Float]
  ) {
    let width = image.width
    let pixels = image.pixels.span
    let padding = wide.count - 1
    func row(_ r: Int) -> Range<Int> {
      let clamped = min(max(r, 0), image.height - 1)
      return clamped * width..<(clamped + 1) * width
    }
    var out = padded.mutableSpan
    scale(pixels.extracting(row(y)), by: half[0], into: &out, at: padding)
    for k in 1..<half.count {
      addScaledPair(
        pixels.extracting(row(y - k)), pixels.extracting(row(y + k)), by: half[k], into: &out,
        at: padding)
    }
  }

  private func horizontal(
    _ half: [Float], _ padded: [Float], width: Int, into row: inout [Float]
  ) {
    let padding = wide.count - 1
    let source = padded.span
    var out = row.mutableSpan
    scale(source.extracting(padding..<padding + width), by: half[0], into: &out, at: 0)
    for k in 1..<half.count {
      addScaledPair(
        source.extracting(padding - k..<padding - k + width),
        source.extracting(padding + k..<padding + k + width), by: half[k], into: &out, at: 0)
    }
  }
}

/// The line buffers of a band-pass, kept between frames.
struct BandpassScratch: Sendable {
  fileprivate var column: [Float] = []
  fileprivate var narrowRow: [Float] = []
  fileprivate var wideRow: [Float] = []
  private var padding = 0

  fileprivate mutating func fit(width: Int, padding: Int) {
    guard narrowRow.count != width || self.padding != padding else { return }
    self.padding = padding
    column = [Float](repeating: 0, count: width + 2 * padding)
    narrowRow = [Float](repeating: 0, count: width)
    wideRow = narrowRow
  }

  /// Repeats the first and last sample of a row outwards.
  fileprivate func pad(_ row: inout [Float]) {
    let last = row.count - padding - 1
    for i in 0..<padding {
      row[i] = row[padding]
      row[last + 1 + i] = row[last]
    }
  }
}

private func scale(
  _ a: Span<Float>, by weight: Float, into out: inout MutableSpan<Float>, at offset: Int
) {
  var view = out._mutatingExtracting(offset..<offset + a.count)
  for i in 0..<view.count { view[i] = a[i] * weight }
}

private func addScaledPair(
  _ a: Span<Float>, _ b: Span<Float>, by weight: Float, into out: inout MutableSpan<Float>,
  at offset: Int
) {
  let count = a.count
  precondition(b.count == count)
  var view = out._mutatingExtracting(offset..<offset + count)
  for i in 0..<count { view[i] += (a[i] + b[i]) * weight }
}

private func difference(
  _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>, at offset: Int
) {
  let count = a.count
  precondition(b.count == count)
  var view = out._mutatingExtracting(offset..<offset + count)
  for i in 0..<count { view[i] = a[i] - b[i] }
}
