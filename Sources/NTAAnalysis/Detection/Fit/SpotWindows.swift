/// The pixels around four peaks, to which four spots are fitted at once, one per vector lane.
///
/// A window is a disc because the corners of a square contain more of the neighbours than of the
/// spot. The disc is laid out once, row by row; excluded pixels have a weight of zero.
/// `SpotFitter` fills the windows, and `SpotSolver` fits them.
struct SpotWindows: Sendable {
  /// Radius of the disc, in px.
  let radius: Int
  /// Half-width of each row of the disc without its centre, in px, from the top row to the bottom.
  let reaches: [Int]
  /// Index of the first pixel of each row, followed by the number of pixels.
  let rowStarts: [Int]
  /// 1 for included pixels, 0 for excluded ones.
  private(set) var shares: [SIMD4<Float>]
  /// Intensities of the pixels minus the static background, in grey levels, bright spots positive.
  private(set) var samples: [SIMD4<Float>]
  /// Static background of the pixels, in grey levels.
  private var backgroundSamples: [SIMD4<Float>]
  /// True if the static background is zero in all four windows.
  private var isBackgroundDark = false
  /// Number of included pixels.
  private(set) var counts = SIMD4<Float>.zero
  /// Number of pixels excluded because they were saturated.
  private(set) var saturated = SIMD4<Float>.zero
  /// Highest intensity of the included pixels.
  private(set) var highest = SIMD4<Float>.zero
  /// Mean intensity of the included rim pixels, or of all included pixels if fewer than 4 are left.
  private(set) var backgroundLevel = SIMD4<Float>.zero

  /// Column and row offsets of the pixels from the peak.
  private let places: [SIMD2<Float>]
  /// 1 for the rim pixels, which hold little of the spot, 0 for the others.
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
    backgroundSamples = shares
  }

  /// Number of pixels of the disc.
  var pixelCount: Int { places.count }

  /// Copies the pixels around four peaks.
  ///
  /// Excludes pixels outside the image, pixels nearer to one of a peak's neighbours than to the
  /// peak, and raw samples at or above `saturation`.
  mutating func copy(
    _ peaks: InlineArray<4, Peak>, _ image: borrowing GrayImage,
    _ staticBackground: borrowing FloatImage,
    _ polarity: Polarity, saturation: Float, neighbours: NeighboursOfFour
  ) {
    counts = SIMD4(repeating: Float(pixelCount))
    saturated = .zero
    fill(&shares, with: SIMD4(repeating: 1))
    isBackgroundDark = isDark(peaks, staticBackground)
    if isBackgroundDark { fill(&backgroundSamples, with: .zero) }
    if image.width > 2 * radius && image.height > 2 * radius {
      gather(peaks, image, staticBackground)
    }
    for lane in 0..<4 where !isInside(peaks[lane], image) {
      copyAtBorder(peaks[lane], lane, image, staticBackground)
    }
    if saturation.isFinite { leaveOutSaturated(saturation) }
    for i in 0..<neighbours.depth {
      counts = without(beyond: neighbours.offsets(i), places, &shares)
    }
    lift(polarity, white: Float(image.whiteLevel))
  }

  /// True if a pixel of the disc is saturated; valid for bright spots only.
  func isSaturated(_ pixel: Int, _ lane: Int, _ saturation: Float) -> Bool {
    samples[pixel][lane] + backgroundSamples[pixel][lane] >= saturation
  }

  /// The saturation level of a pixel of the disc minus its static background.
  func limit(_ pixel: Int, _ lane: Int, _ saturation: Float) -> Float {
    saturation - backgroundSamples[pixel][lane]
  }

  /// Column and row offset of a pixel of the disc from the peak.
  func place(_ pixel: Int) -> SIMD2<Float> { places[pixel] }

  private func isDark(_ peaks: InlineArray<4, Peak>, _ staticBackground: borrowing FloatImage)
    -> Bool
  {
    for lane in 0..<4
    where staticBackground.mayBeLit(around: peaks[lane].x, peaks[lane].y, radius: radius) {
      return false
    }
    return true
  }

  private func isInside(_ peak: Peak, _ image: borrowing GrayImage) -> Bool {
    peak.x >= radius && peak.y >= radius && peak.x + radius < image.width
      && peak.y + radius < image.height
  }

  /// Copies whole discs.
  ///
  /// Discs that cross the border are shifted inside; `copyAtBorder` overwrites them afterwards.
  private mutating func gather(
    _ peaks: InlineArray<4, Peak>, _ image: borrowing GrayImage,
    _ staticBackground: borrowing FloatImage
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
      if !isBackgroundDark {
        copyRow(staticBackground.pixels, corners, reaches[row], into: &backgroundSamples, pixels)
      }
      for lane in 0..<4 { corners[lane] += image.width }
    }
  }

  private mutating func copyAtBorder(
    _ peak: Peak, _ lane: Int, _ image: borrowing GrayImage,
    _ staticBackground: borrowing FloatImage
  ) {
    counts[lane] = 0
    for k in places.indices {
      let x = peak.x + Int(places[k].x)
      let y = peak.y + Int(places[k].y)
      let isInside = x >= 0 && y >= 0 && x < image.width && y < image.height
      shares[k][lane] = isInside ? 1 : 0
      samples[k][lane] = isInside ? Float(image[x, y]) : 0
      backgroundSamples[k][lane] = isInside ? staticBackground[x, y] : 0
      counts[lane] += isInside ? 1 : 0
    }
  }

  private mutating func leaveOutSaturated(_ saturation: Float) {
    let left = without(samples, from: saturation, &shares)
    saturated = counts - left
    counts = left
  }

  /// Converts raw samples to intensities above the static background and computes their statistics.
  private mutating func lift(_ polarity: Polarity, white: Float) {
    if polarity == .dark { turn(&samples, from: white) }
    if !isBackgroundDark { subtract(backgroundSamples, from: &samples) }
    let seen = look(at: samples, shares, rim)
    highest = seen.highest
    let one = SIMD4<Float>(repeating: 1)
    let ofAll = seen.sum / counts.replacing(with: one, where: counts .< one)
    backgroundLevel = (seen.rimSum / seen.rimWeight)
      .replacing(with: ofAll, where: seen.rimWeight .< 4)
  }
}

private func turn(_ samples: inout [SIMD4<Float>], from white: Float) {
  var light = samples.mutableSpan
  let count = light.count
  for k in 0..<count { light[k] = white - light[k] }
}

private func subtract(_ background: [SIMD4<Float>], from samples: inout [SIMD4<Float>]) {
  var light = samples.mutableSpan
  let background = background.span
  let count = light.count
  precondition(background.count == count)
  for k in 0..<count { light[k] -= background[k] }
}

/// Maximum and sum of the included samples, and sum and number of the included rim samples.
private func look(
  at samples: [SIMD4<Float>], _ shares: [SIMD4<Float>], _ rim: [Float]
) -> (
  highest: SIMD4<Float>, sum: SIMD4<Float>, rimSum: SIMD4<Float>, rimWeight: SIMD4<Float>
) {
  let values = samples.span
  let shares = shares.span
  let rim = rim.span
  let count = values.count
  precondition(shares.count == count && rim.count == count)
  let none = SIMD4<Float>.zero
  var highest = SIMD4<Float>(repeating: -.greatestFiniteMagnitude)
  var (sum, rimSum, rimWeight) = (none, none, none)
  for k in 0..<count {
    let value = values[k]
    let share = shares[k]
    highest.replace(with: value, where: (value .> highest) .& (share .> none))
    sum += share * value
    rimSum += share * rim[k] * value
    rimWeight += share * rim[k]
  }
  return (highest, sum, rimSum, rimWeight)
}

private func fill(_ values: inout [SIMD4<Float>], with value: SIMD4<Float>) {
  var all = values.mutableSpan
  let count = all.count
  for k in 0..<count { all[k] = value }
}

/// Excludes the pixels whose sample is at or above `limit`; returns how many are left.
private func without(
  _ samples: [SIMD4<Float>], from limit: Float, _ shares: inout [SIMD4<Float>]
) -> SIMD4<Float> {
  let level = SIMD4(repeating: limit)
  let none = SIMD4<Float>.zero
  var left = none
  let values = samples.span
  var all = shares.mutableSpan
  let count = all.count
  precondition(values.count == count)
  for k in 0..<count {
    all[k].replace(with: none, where: values[k] .>= level)
    left += all[k]
  }
  return left
}

/// Excludes the pixels that are nearer to a neighbour than to the peak; returns how many are left.
private func without(
  beyond neighbour: (x: SIMD4<Float>, y: SIMD4<Float>, halfSquare: SIMD4<Float>),
  _ places: [SIMD2<Float>], _ shares: inout [SIMD4<Float>]
) -> SIMD4<Float> {
  let none = SIMD4<Float>.zero
  var left = none
  let places = places.span
  var all = shares.mutableSpan
  let count = all.count
  precondition(places.count == count)
  for k in 0..<count {
    let along = neighbour.x * places[k].x + neighbour.y * places[k].y
    all[k].replace(with: none, where: along .> neighbour.halfSquare)
    left += all[k]
  }
  return left
}

/// Copies one row of each of four discs; `corners` are the indices of the middles of the rows.
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
  for i in 0..<count {
    out[i] = SIMD4<Float>(SIMD4(Int32(a[i]), Int32(b[i]), Int32(c[i]), Int32(d[i])))
  }
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
