/// The pixels around a peak that a spot is fitted to, four at a time.
///
/// A disc, not a square: the corners hold more of the neighbours than of the spot. The disc is laid
/// out once; pixels that do not count have a weight of zero.
struct SpotWindow: Sendable {
  /// Radius of the disc, in px.
  let radius: Int
  /// Columns and rows of the pixels, from the peak's.
  private(set) var columns: [SIMD4<Float>] = []
  private(set) var rows: [SIMD4<Float>] = []
  /// 1 for pixels that count, 0 for others.
  private(set) var shares: [SIMD4<Float>]
  /// Light of the pixels above the still light, in grey levels.
  private(set) var samples: [SIMD4<Float>]
  /// Still light of the pixels.
  private var ground: [SIMD4<Float>]
  /// Pixels that count.
  private(set) var count = 0
  /// Pixels left out because they were at the camera's limit.
  private(set) var saturated = 0

  private var places: [(dx: Int, dy: Int)] = []
  private var offsets: [Int] = []
  private var offsetWidth = 0
  /// 1 for the pixels of the disc, 0 for those that fill up the last group.
  private let whole: [SIMD4<Float>]
  private let wholeCount: Int
  /// The outer pixels, which the spot hardly reaches, each with its share in their mean.
  private let rim: [SIMD4<Float>]

  init(radius: Int) {
    self.radius = radius
    var places: [(dx: Int, dy: Int)] = []
    for dy in -radius...radius {
      for dx in -radius...radius where dx * dx + dy * dy <= radius * radius + radius {
        places.append((dx, dy))
      }
    }
    wholeCount = places.count
    let groups = (places.count + 3) / 4
    var whole = [SIMD4<Float>](repeating: .zero, count: groups)
    var rim = whole
    columns = whole
    rows = whole
    for (i, place) in places.enumerated() {
      whole[i / 4][i % 4] = 1
      columns[i / 4][i % 4] = Float(place.dx)
      rows[i / 4][i % 4] = Float(place.dy)
      if 2 * (place.dx * place.dx + place.dy * place.dy) > radius * radius {
        rim[i / 4][i % 4] = 1
      }
    }
    while places.count < 4 * groups { places.append((0, 0)) }
    self.places = places
    self.whole = whole
    self.rim = rim
    shares = whole
    samples = whole
    ground = whole
  }

  /// Groups of four pixels.
  var groupCount: Int { whole.count }

  /// Copies the pixels around `peak`.
  ///
  /// Those outside the image, those nearer to one of `neighbours` than to the peak, and those at
  /// `saturation` or above do not count.
  mutating func copy(
    _ peak: Peak, _ image: borrowing GrayImage, _ still: borrowing FloatImage,
    _ polarity: Polarity, saturation: Float, neighbours: [Peak]
  ) {
    count = wholeCount
    saturated = 0
    for k in 0..<whole.count { shares[k] = whole[k] }
    if peak.x >= radius && peak.y >= radius && peak.x + radius < image.width
      && peak.y + radius < image.height
    {
      if offsetWidth != image.width {
        offsetWidth = image.width
        offsets = places.map { $0.dy * image.width + $0.dx }
      }
      let start = peak.y * image.width + peak.x
      gather(image.pixels, at: start, offsets, into: &samples)
      gather(still.pixels, at: start, offsets, into: &ground)
    } else {
      copyAtBorder(peak, image, still)
    }
    if saturation.isFinite { leaveOutSaturated(saturation) }
    for other in neighbours { leaveToNeighbour(other.x - peak.x, other.y - peak.y) }
    let white = SIMD4(repeating: Float(image.whiteLevel))
    for k in 0..<whole.count {
      samples[k] = (polarity == .bright ? samples[k] : white - samples[k]) - ground[k]
    }
  }

  /// True for a pixel of the disc at the camera's limit.
  func isSaturated(_ group: Int, _ lane: Int, _ saturation: Float) -> Bool {
    whole[group][lane] > 0 && samples[group][lane] + ground[group][lane] >= saturation
  }

  private mutating func copyAtBorder(
    _ peak: Peak, _ image: borrowing GrayImage, _ still: borrowing FloatImage
  ) {
    count = 0
    for k in whole.indices {
      for lane in 0..<4 {
        let x = peak.x + places[4 * k + lane].dx
        let y = peak.y + places[4 * k + lane].dy
        let isInside = x >= 0 && y >= 0 && x < image.width && y < image.height
        if !isInside { shares[k][lane] = 0 }
        samples[k][lane] = isInside ? Float(image[x, y]) : 0
        ground[k][lane] = isInside ? still[x, y] : 0
        count += shares[k][lane] > 0 ? 1 : 0
      }
    }
  }

  private mutating func leaveOutSaturated(_ saturation: Float) {
    let level = SIMD4(repeating: saturation)
    let none = SIMD4<Float>.zero
    var left = none
    for k in 0..<whole.count {
      shares[k].replace(with: none, where: samples[k] .>= level)
      left += shares[k]
    }
    saturated = count - Int(left.sum())
    count -= saturated
  }

  /// Leaves out the pixels beyond the middle between the peak and a neighbour (x, y) away.
  private mutating func leaveToNeighbour(_ x: Int, _ y: Int) {
    let half = SIMD4(repeating: 0.5 * Float(x * x + y * y))
    let towardsX = Float(x)
    let towardsY = Float(y)
    let none = SIMD4<Float>.zero
    var left = none
    for k in 0..<whole.count {
      let beyond = columns[k] * towardsX + rows[k] * towardsY .> half
      shares[k].replace(with: none, where: beyond)
      left += shares[k]
    }
    count = Int(left.sum())
  }

  /// The largest light of the pixels that count.
  var highest: Float {
    var top = SIMD4<Float>(repeating: -.greatestFiniteMagnitude)
    for k in 0..<whole.count {
      top.replace(with: samples[k], where: (samples[k] .> top) .& (shares[k] .> 0))
    }
    return max(max(top[0], top[1]), max(top[2], top[3]))
  }

  /// Mean light of the outer pixels that count, or of all when there are few.
  var groundLevel: Float {
    var sum = SIMD4<Float>.zero
    var weight = SIMD4<Float>.zero
    for k in 0..<whole.count {
      let share = shares[k] * rim[k]
      sum += share * samples[k]
      weight += share
    }
    if weight.sum() >= 4 { return sum.sum() / weight.sum() }
    sum = .zero
    for k in 0..<whole.count { sum += shares[k] * samples[k] }
    return sum.sum() / Float(max(count, 1))
  }
}

/// Copies the pixels at `offsets` from place `start`.
private func gather(
  _ pixels: [UInt16], at start: Int, _ offsets: [Int], into samples: inout [SIMD4<Float>]
) {
  let source = pixels.span
  let places = offsets.span
  var out = samples.mutableSpan
  precondition(places.count == 4 * out.count)
  for k in 0..<out.count {
    let group = places.extracting(4 &* k..<4 &* k &+ 4)
    out[k] = SIMD4(
      Float(source[start &+ group[0]]), Float(source[start &+ group[1]]),
      Float(source[start &+ group[2]]), Float(source[start &+ group[3]]))
  }
}

private func gather(
  _ pixels: [Float], at start: Int, _ offsets: [Int], into samples: inout [SIMD4<Float>]
) {
  let source = pixels.span
  let places = offsets.span
  var out = samples.mutableSpan
  precondition(places.count == 4 * out.count)
  for k in 0..<out.count {
    let group = places.extracting(4 &* k..<4 &* k &+ 4)
    out[k] = SIMD4(
      source[start &+ group[0]], source[start &+ group[1]], source[start &+ group[2]],
      source[start &+ group[3]])
  }
}
