/// The static background: dirt on the window, hot pixels, edges of stray light.
///
/// A temporal median would contain part of every slow particle and bias sizes low. The background
/// is therefore subtracted only where a static structure is established. It must appear in the
/// lower quartile of frames spread over the clip and be significant against its noise. It must
/// hardly change from the lower to the upper quartile, as the intensity of a passing particle
/// would. It must not move (``PositionJitter``). Elsewhere nothing is subtracted; the band-pass
/// removes smooth stray light. The quartiles come from ``TemporalQuantiles``.
package struct StaticBackground: Sendable {
  /// Number of frames used at most; the quartiles are the 4th lowest and the 4th highest value.
  package static let sampleCount = TemporalQuantiles.frameCount

  /// Number of frames below which no static structures can be identified.
  static let fewestFrames = TemporalQuantiles.fewestFrames

  /// Lower and upper quartile of each pixel in steps, bright spots positive; nil if there were too
  /// few frames.
  private let low: FixedPointImage?
  private let high: FixedPointImage?
  /// Summed-area table of the lower quartile.
  private let lowSums: SummedAreaTable?
  /// The frames from which the quartiles were computed.
  private let frames: [CompactFrame]
  private let scale: FixedPointScale
  private let width: Int
  private let height: Int

  /// Computes the quartiles of a block from up to `sampleCount` of its frames, spread evenly.
  ///
  /// The block must have at least one frame; with fewer than eight, no structures are found.
  package init(of block: ArraySlice<CompactFrame>, scale: FixedPointScale) {
    let first = block[block.startIndex]
    width = first.width
    height = first.height
    self.scale = scale
    guard block.count >= StaticBackground.fewestFrames else {
      low = nil
      high = nil
      lowSums = nil
      frames = []
      return
    }
    frames = TemporalQuantiles.sample(of: block).map { block[$0] }
    let ranks = TemporalQuantiles(of: block)
    var lowest = FixedPointImage(width: width, height: height)
    var highest = lowest
    let (below, above) = (ranks.fourthLowest, ranks.fourthHighest)
    scale.convert(scale.polarity == .bright ? below : above, into: &lowest)
    scale.convert(scale.polarity == .bright ? above : below, into: &highest)
    low = lowest
    high = highest
    lowSums = SummedAreaTable(of: lowest)
  }

  /// The static structures in grey levels, bright spots positive; zero where there is none.
  package func structures(spotSigma: Float) -> FloatImage {
    var result = FloatImage(width: width, height: height)
    guard let low, let high, let lowSums else { return result }
    var filtered = FixedPointImage(width: width, height: height)
    var scratch = DifferenceOfGaussiansScratch()
    let bandpass = DifferenceOfGaussians(sigma: max(0.7 * spotSigma, 0.6))
    bandpass.apply(to: low, into: &filtered, scratch: &scratch)
    let steps = scale.stepsPerLevel
    // The lower quartile of sixteen values scatters by about a third of their deviation.
    let floor = 0.35 * scale.noiseFloor * bandpass.noiseGain * steps
    let threshold = Int16(
      min(6 * max(filtered.robustDeviation, 0.1 * steps, floor), Float(Int16.max)).rounded(.down))
    let typicalRange = max(typicalDifference(high, low), Int32(0.5 * steps))
    // The flanks of a structure are subtracted too, out to where a Gaussian spot has faded.
    let reach = Int((3 * spotSigma).rounded(.up)) + 1
    let core = Int((2 * spotSigma).rounded(.up))
    let around = AnnulusMean(lowSums, inner: reach, outer: 2 * reach + 1)
    let limit = Int16(0.95 * Float(high.pixels.max() ?? .max))
    let tremor = PositionJitter(frames, scale: scale, radius: core)
    var isImmobileAt: [Int: Bool] = [:]
    for y in 0..<height {
      forEachAbove(threshold, inRow: y, of: filtered) { x in
        let excess = Int32(low[x, y]) - Int32(around[x, y])
        let range = Int32(high[x, y]) - Int32(low[x, y])
        guard excess > 0, isSteady(range, excess, typicalRange) else { return }
        // Saturated pixels do not change even if the structure moves.
        if low[x, y] >= limit, !isSteadyAround(x, y, low, high, around, radius: core, typicalRange)
        {
          return
        }
        let top = summit(x, y, of: filtered)
        let isImmobile =
          isImmobileAt[top.y * width + top.x] ?? tremor.isImmobile(x: top.x, y: top.y)
        isImmobileAt[top.y * width + top.x] = isImmobile
        guard isImmobile else { return }
        for v in max(0, y - reach)...min(height - 1, y + reach) {
          for u in max(0, x - reach)...min(width - 1, x + reach) {
            let middle = (Int32(low[u, v]) + Int32(high[u, v]) - typicalRange) / 2
            result.pixels[v * width + u] = Float(max(0, middle - Int32(around[u, v]))) / steps
          }
        }
      }
    }
    return result
  }

  /// True if a pixel changes no more than noise changes a static structure.
  ///
  /// The limit is twice the interquartile range of dark pixels, scaled for shot noise (at one
  /// electron per grey level the variance doubles at about ten grey levels), plus a fifth of the
  /// excess for a flickering codec or lamp. A particle that hovers over a place for the whole clip
  /// raises the lower quartile too, but it raises the upper quartile far more. Subtracting part of
  /// its intensity would shift its measured positions outwards.
  private func isSteady(_ range: Int32, _ excess: Int32, _ typicalRange: Int32) -> Bool {
    let levels = Float(excess) / scale.stepsPerLevel
    let noise = 2 * Float(typicalRange) * (1 + 0.1 * levels).squareRoot()
    return Float(range) < noise + 0.2 * Float(excess)
  }

  /// True if the surroundings of a pixel are as steady as the pixel itself.
  ///
  /// A bright hovering particle saturates single pixels in most frames, so they do not change; its
  /// flanks sweep over the surrounding pixels.
  private func isSteadyAround(
    _ x: Int, _ y: Int, _ low: borrowing FixedPointImage, _ high: borrowing FixedPointImage,
    _ around: AnnulusMean, radius: Int, _ typicalRange: Int32
  ) -> Bool {
    var change: Float = 0
    var allowed: Float = 0
    for v in max(0, y - radius)...min(height - 1, y + radius) {
      for u in max(0, x - radius)...min(width - 1, x + radius) {
        let (below, above) = (Int32(low[u, v]), Int32(high[u, v]))
        let excess = Float(max(0, (below + above) / 2 - Int32(around[u, v])))
        let noise = Float(typicalRange) * (1 + 0.1 * excess / scale.stepsPerLevel).squareRoot()
        change += Float(above - below)
        allowed += 1.3 * noise + 0.2 * excess
      }
    }
    return change < allowed
  }

  /// The local maximum reached from a pixel by steepest ascent.
  private func summit(_ x: Int, _ y: Int, of image: borrowing FixedPointImage) -> (x: Int, y: Int) {
    var place = (x: x, y: y)
    while true {
      var next = place
      for v in max(0, place.y - 1)...min(height - 1, place.y + 1) {
        for u in max(0, place.x - 1)...min(width - 1, place.x + 1)
        where image[u, v] > image[next.x, next.y] {
          next = (u, v)
        }
      }
      if next == place { return place }
      place = next
    }
  }

  /// Calls `body` with each column of a row where `image` is above `threshold`.
  @inline(__always)
  private func forEachAbove(
    _ threshold: Int16, inRow y: Int, of image: borrowing FixedPointImage, _ body: (Int) -> Void
  ) {
    let row = image.pixels.span.extracting(y * image.stride..<(y + 1) * image.stride)
    let bars = SIMD8(repeating: threshold)
    // The padding after the last column may span whole groups of eight.
    for run in 0..<min(row.count, width + 7) / 8 where any(eight(row, run &* 8) .> bars) {
      for x in run * 8..<min(run * 8 + 8, width) where row[x] > threshold { body(x) }
    }
  }

  /// Median of `high - low` over a sample of the pixels.
  private func typicalDifference(
    _ high: borrowing FixedPointImage, _ low: borrowing FixedPointImage
  ) -> Int32 {
    let step = max(1, width * height / 4000) | 1
    var differences: [Int32] = []
    differences.reserveCapacity(width * height / step + 1)
    for i in stride(from: 0, to: width * height, by: step) {
      let (y, x) = i.quotientAndRemainder(dividingBy: width)
      differences.append(Int32(high[x, y]) - Int32(low[x, y]))
    }
    differences.sort()
    return differences[differences.count / 2]
  }
}
