/// The light that does not move: dirt on the window, hot pixels, edges of stray light.
///
/// A temporal median holds part of every slow particle and biases sizes low, so still light is only
/// taken away where a structure is proven: it stands in the lower quartile of frames spread over
/// the clip, is significant against its noise, and hardly changes from the lower to the upper
/// quartile, as a passing particle's light would. Everywhere else nothing is subtracted; smooth
/// stray light is left to the band-pass.
struct StillLight: Sendable {
  /// Frames that are looked at; the quartiles are the 4th from below and the 4th from above.
  static let sampleCount = 16
  private static let depth = 4

  private var lowest: [[UInt16]]
  private var highest: [[UInt16]]
  private(set) var samples = 0
  private let pixelCount: Int

  init(pixelCount: Int) {
    self.pixelCount = pixelCount
    lowest = Array(repeating: [UInt16](repeating: .max, count: pixelCount), count: Self.depth)
    highest = Array(repeating: [UInt16](repeating: 0, count: pixelCount), count: Self.depth)
  }

  /// Takes one more frame into the order statistics.
  mutating func add(_ image: borrowing GrayImage) {
    precondition(image.pixels.count == pixelCount)
    samples += 1
    var rising = image.pixels
    for k in 0..<Self.depth { keepSmaller(of: &lowest[k], passing: &rising) }
    var falling = image.pixels
    for k in 0..<Self.depth { keepLarger(of: &highest[k], passing: &falling) }
  }

  /// The still structures, bright up, zero where there is none.
  ///
  /// Fewer than eight frames tell nothing of what is still: the result is then zero.
  func structures(
    width: Int, height: Int, polarity: Polarity, whiteLevel: UInt16, spotSigma: Float
  ) -> FloatImage {
    var result = FloatImage(width: width, height: height)
    guard samples >= 2 * Self.depth else { return result }
    let (low, high) = quartiles(polarity: polarity, whiteLevel: whiteLevel)
    var lower = FloatImage(width: width, height: height)
    lower.pixels = low
    var filtered = FloatImage(width: width, height: height)
    var scratch = BandpassScratch()
    let bandpass = Bandpass(sigma: max(0.7 * spotSigma, 0.6))
    bandpass.apply(to: lower, into: &filtered, scratch: &scratch)
    let deviation = max(robustDeviation(of: filtered.pixels), 0.1)
    let surroundings = wideBlur(lower, sigma: 4 * spotSigma)
    let typicalRange = max(medianDifference(high, low), 0.5)
    // A structure's flanks go with it, down to where a Gaussian spot has faded.
    let reach = Int((3 * spotSigma).rounded(.up)) + 1
    for y in 0..<height {
      for x in 0..<width where filtered[x, y] > 6 * deviation {
        let peak = y * width + x
        let excess = low[peak] - surroundings.pixels[peak]
        // Shot noise widens the quartiles of bright dirt a little; a passing particle far more.
        guard excess > 0, high[peak] - low[peak] < 3 * typicalRange + 0.4 * excess else { continue }
        for v in max(0, y - reach)...min(height - 1, y + reach) {
          for u in max(0, x - reach)...min(width - 1, x + reach) {
            let i = v * width + u
            let middle = 0.5 * (low[i] + high[i]) - surroundings.pixels[i] - 0.5 * typicalRange
            result.pixels[i] = max(0, middle)
          }
        }
      }
    }
    return result
  }

  private func quartiles(polarity: Polarity, whiteLevel: UInt16) -> (low: [Float], high: [Float]) {
    let fourthLowest = lowest[Self.depth - 1]
    let fourthHighest = highest[Self.depth - 1]
    let white = Float(whiteLevel)
    switch polarity {
    case .bright: return (fourthLowest.map { Float($0) }, fourthHighest.map { Float($0) })
    case .dark: return (fourthHighest.map { white - Float($0) }, fourthLowest.map { white - Float($0) })
    }
  }
}

/// Leaves the smaller of each pair in `kept`, the larger in `passing`.
private func keepSmaller(of kept: inout [UInt16], passing: inout [UInt16]) {
  var a = kept.mutableSpan
  var b = passing.mutableSpan
  let count = a.count
  precondition(b.count == count)
  for i in 0..<count {
    let x = a[i]
    let y = b[i]
    a[i] = x < y ? x : y
    b[i] = x < y ? y : x
  }
}

/// Leaves the larger of each pair in `kept`, the smaller in `passing`.
private func keepLarger(of kept: inout [UInt16], passing: inout [UInt16]) {
  keepSmaller(of: &passing, passing: &kept)
}

private func medianDifference(_ high: [Float], _ low: [Float]) -> Float {
  median(of: stride(from: 0, to: high.count, by: 7).map { high[$0] - low[$0] })
}

/// A wide blur by one pass of the narrow kernel on a coarse grid would do; frames are few, so the
/// plain separable one serves.
private func wideBlur(_ image: borrowing FloatImage, sigma: Float) -> FloatImage {
  var result = FloatImage(width: image.width, height: image.height)
  var scratch = BoxBlurScratch()
  scratch.blur(image, radius: max(2, Int(sigma.rounded())), into: &result)
  return result
}

extension StillLight {
  /// The still structures of a block of frames, from `sampleCount` of them spread evenly.
  static func structures(
    in block: ArraySlice<GrayImage>, spotSigma: Float, polarity: Polarity
  ) -> FloatImage {
    let first = block[block.startIndex]
    var still = StillLight(pixelCount: first.pixels.count)
    let count = min(sampleCount, block.count)
    for k in 0..<count { still.add(block[block.startIndex + k * block.count / count]) }
    return still.structures(
      width: first.width, height: first.height, polarity: polarity, whiteLevel: first.whiteLevel,
      spotSigma: spotSigma)
  }
}
