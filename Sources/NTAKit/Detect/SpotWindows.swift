/// The pixels around four peaks, that four spots are fitted to at once: a lane of each vector is
/// one spot.
///
/// A disc, not a square: the corners hold more of the neighbours than of the spot. The disc is laid
/// out once, row by row; pixels that do not count have a weight of zero.
struct SpotWindows: Sendable {
  /// Radius of the disc, in px.
  let radius: Int
  /// How far each row of the disc reaches to each side, from the top row to the bottom one.
  let reaches: [Int]
  /// Where each row begins among the pixels, and where the last one ends.
  let rowStarts: [Int]
  /// 1 for pixels that count, 0 for others.
  private(set) var shares: [SIMD4<Float>]
  /// Light of the pixels above the still light, in grey levels.
  private(set) var samples: [SIMD4<Float>]
  /// Still light of the pixels.
  private var ground: [SIMD4<Float>]
  /// Pixels that count.
  private(set) var counts = SIMD4<Float>.zero
  /// Pixels left out because they were at the camera's limit.
  private(set) var saturated = SIMD4<Float>.zero

  /// Columns and rows of the pixels, from the peak's.
  private let places: [SIMD2<Float>]
  /// 1 for the outer pixels, which the spot hardly reaches.
  private let rim: [Float]

  init(radius: Int) {
    self.radius = radius
    var places: [SIMD2<Float>] = []
    var starts = [0]
    var rim: [Float] = []
    reaches = (-radius...radius).map { dy in
      (0...radius).last { $0 * $0 + dy * dy <= radius * radius + radius } ?? 0
    }
    for (dy, reach) in zip(-radius...radius, reaches) {
      for dx in -reach...reach {
        places.append(SIMD2(Float(dx), Float(dy)))
        rim.append(2 * (dx * dx + dy * dy) > radius * radius ? 1 : 0)
      }
      starts.append(places.count)
    }
    (self.places, self.rim, rowStarts) = (places, rim, starts)
    shares = [SIMD4<Float>](repeating: .zero, count: places.count)
    samples = shares
    ground = shares
  }

  /// Pixels of the disc.
  var pixelCount: Int { places.count }

  /// Copies the pixels around four peaks.
  ///
  /// Those outside the image, those nearer to one of a peak's neighbours than to the peak, and
  /// those at `saturation` or above do not count.
  mutating func copy(
    _ peaks: InlineArray<4, Peak>, _ image: borrowing GrayImage, _ still: borrowing FloatImage,
    _ polarity: Polarity, saturation: Float, neighbours: NeighboursOfFour
  ) {
    counts = SIMD4(repeating: Float(pixelCount))
    saturated = .zero
    for k in shares.indices { shares[k] = SIMD4(repeating: 1) }
    if image.width > 2 * radius && image.height > 2 * radius { gather(peaks, image, still) }
    for lane in 0..<4 where !isInside(peaks[lane], image) {
      copyAtBorder(peaks[lane], lane, image, still)
    }
    if saturation.isFinite { leaveOutSaturated(saturation) }
    for i in 0..<neighbours.depth { leaveToNeighbours(neighbours.offsets(i)) }
    lift(polarity, white: Float(image.whiteLevel))
  }

  /// True for a pixel of the disc at the camera's limit.
  func isSaturated(_ pixel: Int, _ lane: Int, _ saturation: Float) -> Bool {
    samples[pixel][lane] + ground[pixel][lane] >= saturation
  }

  /// Column and row of a pixel of the disc, from the peak's.
  func place(_ pixel: Int) -> SIMD2<Float> { places[pixel] }

  private func isInside(_ peak: Peak, _ image: borrowing GrayImage) -> Bool {
    peak.x >= radius && peak.y >= radius && peak.x + radius < image.width
      && peak.y + radius < image.height
  }

  /// Copies whole discs; those that would leave the image are moved into it, for the time being.
  private mutating func gather(
    _ peaks: InlineArray<4, Peak>, _ image: borrowing GrayImage, _ still: borrowing FloatImage
  ) {
    var corners = InlineArray<4, Int>(repeating: 0)
    for lane in 0..<4 {
      let x = min(max(peaks[lane].x, radius), image.width - 1 - radius)
      let y = min(max(peaks[lane].y, radius), image.height - 1 - radius)
      corners[lane] = (y - radius) * image.width + x
    }
    for row in reaches.indices {
      let pixels = rowStarts[row]..<rowStarts[row + 1]
      copyRow(image.pixels, corners, reaches[row], into: &samples, pixels)
      copyRow(still.pixels, corners, reaches[row], into: &ground, pixels)
      for lane in 0..<4 { corners[lane] += image.width }
    }
  }

  private mutating func copyAtBorder(
    _ peak: Peak, _ lane: Int, _ image: borrowing GrayImage, _ still: borrowing FloatImage
  ) {
    counts[lane] = 0
    for k in places.indices {
      let x = peak.x + Int(places[k].x)
      let y = peak.y + Int(places[k].y)
      let isInside = x >= 0 && y >= 0 && x < image.width && y < image.height
      shares[k][lane] = isInside ? 1 : 0
      samples[k][lane] = isInside ? Float(image[x, y]) : 0
      ground[k][lane] = isInside ? still[x, y] : 0
      counts[lane] += isInside ? 1 : 0
    }
  }

  private mutating func leaveOutSaturated(_ saturation: Float) {
    let level = SIMD4(repeating: saturation)
    let none = SIMD4<Float>.zero
    var left = none
    for k in shares.indices {
      shares[k].replace(with: none, where: samples[k] .>= level)
      left += shares[k]
    }
    saturated = counts - left
    counts = left
  }

  /// Leaves out the pixels beyond the middle between each peak and a neighbour.
  private mutating func leaveToNeighbours(
    _ offsets: (x: SIMD4<Float>, y: SIMD4<Float>, halfSquare: SIMD4<Float>)
  ) {
    let none = SIMD4<Float>.zero
    var left = none
    for k in shares.indices {
      let along = offsets.x * places[k].x + offsets.y * places[k].y
      shares[k].replace(with: none, where: along .> offsets.halfSquare)
      left += shares[k]
    }
    counts = left
  }

  /// Makes light above the still light of the samples.
  private mutating func lift(_ polarity: Polarity, white: Float) {
    if polarity == .bright {
      for k in samples.indices { samples[k] -= ground[k] }
    } else {
      for k in samples.indices { samples[k] = white - samples[k] - ground[k] }
    }
  }

  /// The largest light of the pixels that count.
  var highest: SIMD4<Float> {
    var top = SIMD4<Float>(repeating: -.greatestFiniteMagnitude)
    for k in samples.indices {
      top.replace(with: samples[k], where: (samples[k] .> top) .& (shares[k] .> 0))
    }
    return top
  }

  /// Mean light of the outer pixels that count, or of all where there are few.
  var groundLevel: SIMD4<Float> {
    var sum = SIMD4<Float>.zero
    var weight = SIMD4<Float>.zero
    var sumOfAll = SIMD4<Float>.zero
    for k in samples.indices {
      let lit = shares[k] * samples[k]
      sumOfAll += lit
      sum += lit * rim[k]
      weight += shares[k] * rim[k]
    }
    let one = SIMD4<Float>(repeating: 1)
    let ofAll = sumOfAll / counts.replacing(with: one, where: counts .< one)
    return (sum / weight).replacing(with: ofAll, where: weight .< 4)
  }
}

/// Copies a row of each of four discs, the middles of which are at `corners`.
private func copyRow(
  _ pixels: [UInt16], _ corners: InlineArray<4, Int>, _ reach: Int,
  into samples: inout [SIMD4<Float>], _ places: Range<Int>
) {
  func row(_ lane: Int) -> Range<Int> { corners[lane] - reach..<corners[lane] + reach + 1 }
  let source = pixels.span
  var all = samples.mutableSpan
  var out = all._mutatingExtracting(places)
  let (a, b) = (source.extracting(row(0)), source.extracting(row(1)))
  let (c, d) = (source.extracting(row(2)), source.extracting(row(3)))
  let count = out.count
  precondition(a.count == count && b.count == count && c.count == count && d.count == count)
  for i in 0..<count { out[i] = SIMD4(Float(a[i]), Float(b[i]), Float(c[i]), Float(d[i])) }
}

private func copyRow(
  _ pixels: [Float], _ corners: InlineArray<4, Int>, _ reach: Int,
  into samples: inout [SIMD4<Float>], _ places: Range<Int>
) {
  func row(_ lane: Int) -> Range<Int> { corners[lane] - reach..<corners[lane] + reach + 1 }
  let source = pixels.span
  var all = samples.mutableSpan
  var out = all._mutatingExtracting(places)
  let (a, b) = (source.extracting(row(0)), source.extracting(row(1)))
  let (c, d) = (source.extracting(row(2)), source.extracting(row(3)))
  let count = out.count
  precondition(a.count == count && b.count == count && c.count == count && d.count == count)
  for i in 0..<count { out[i] = SIMD4(a[i], b[i], c[i], d[i]) }
}
