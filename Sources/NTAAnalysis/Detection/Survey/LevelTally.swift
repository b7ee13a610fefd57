/// Counts of grey levels, and of pixels that never change, over frames that are seen one by one.
struct LevelTally: Sendable {
  /// Distance of the sampled pixels, px; odd, so that they lie in all columns.
  let step: Int
  /// Number of samples of each level.
  private(set) var levels: [Int]

  private let first: GrayImage
  /// Edges of a tile and of the smaller tiles in it, px.
  private let tile: Int
  private static let smallTile = 4
  private var frames = 0
  private var zeros = 0
  /// Whether each sampled pixel, and a pixel of each small tile, has changed since the first frame.
  private var hasChanged: [Bool]
  /// Lowest and highest level of each sampled pixel.
  private var ranges: [ClosedRange<UInt16>]
  private var hasLife: [Bool]

  /// A tally without frames.
  ///
  /// - Parameters:
  ///   - first: the frame that others are compared with; it still has to be added.
  ///   - sampleCount: number of pixels that are looked at, about.
  ///   - tile: edge of a tile, px.
  init(first: GrayImage, sampleCount: Int, tile: Int) {
    let pixels = first.width * first.height
    step = max(1, pixels / sampleCount) | 1
    levels = [Int](repeating: 0, count: Int(first.whiteLevel) + 1)
    (self.first, self.tile) = (first, tile)
    hasChanged = [Bool](repeating: false, count: (pixels + step - 1) / step)
    ranges = stride(from: 0, to: pixels, by: step).map { first.pixels[$0]...first.pixels[$0] }
    hasLife = [Bool](
      repeating: false, count: (first.height / Self.smallTile) * (first.width / Self.smallTile))
  }

  /// Adds a frame of the same size.
  mutating func add(_ frame: GrayImage) {
    frames += 1
    for index in hasChanged.indices {
      let sample = frame.pixels[index * step]
      if sample == 0 { zeros += 1 }
      if sample != first.pixels[index * step] { hasChanged[index] = true }
      levels[min(Int(sample), levels.count - 1)] += 1
      let range = ranges[index]
      if sample < range.lowerBound {
        ranges[index] = sample...range.upperBound
      } else if sample > range.upperBound {
        ranges[index] = range.lowerBound...sample
      }
    }
    guard frames > 1 else { return }
    for index in hasLife.indices where !hasLife[index] {
      hasLife[index] = !isSame(
        frame, left: index % columns * Self.smallTile, top: index / columns * Self.smallTile)
    }
  }

  /// Numbers of small tiles; those that the picture cuts off are left out.
  private var columns: Int { first.width / Self.smallTile }
  private var rows: Int { first.height / Self.smallTile }

  /// Whether every pixel of a small tile is that of the first frame.
  private func isSame(_ frame: GrayImage, left: Int, top: Int) -> Bool {
    for y in top..<top + Self.smallTile {
      for x in left..<left + Self.smallTile where frame[x, y] != first[x, y] { return false }
    }
    return true
  }

  /// Share of the samples that are 0.
  var zeroFraction: Double { Double(zeros) / Double(max(hasChanged.count * frames, 1)) }

  /// Share of the sampled pixels that are far darker in one frame than the background, but not in all.
  ///
  /// Far is twice as far below the first percentile as that is below the median, seven standard
  /// deviations of normal noise.
  var dippingFraction: Double {
    let (low, middle) = (level(0.01), level(0.5))
    let bar = low - 2 * (middle - low)
    let dips = ranges.count { Int($0.lowerBound) < bar && Int($0.upperBound) >= low }
    return Double(dips) / Double(max(ranges.count, 1))
  }

  /// The level below or at which a share of the samples lies.
  private func level(_ share: Double) -> Int {
    let total = Double(levels.reduce(0, +))
    var below = 0
    for (level, count) in levels.enumerated() {
      below += count
      if Double(below) >= share * total { return level }
    }
    return levels.count - 1
  }

  /// Share of the sampled pixels that never change; 0 for a single frame.
  var constantFraction: Double {
    frames > 1 ? Double(hasChanged.count { !$0 }) / Double(max(hasChanged.count, 1)) : 0
  }

  /// Share of the picture that never changes; 0 for a single frame.
  ///
  /// It consists of whole tiles, and of the small tiles beside them that never change either. A small
  /// tile by itself may be dark by chance.
  var deadFraction: Double {
    guard frames > 1, !hasLife.isEmpty else { return 0 }
    let perTile = tile / Self.smallTile
    let (across, down) = ((columns + perTile - 1) / perTile, (rows + perTile - 1) / perTile)
    var isDead = [Bool](repeating: true, count: across * down)
    for index in hasLife.indices where hasLife[index] {
      isDead[index / columns / perTile * across + index % columns / perTile] = false
    }
    let dead = hasLife.indices.count { index in
      guard !hasLife[index] else { return false }
      let (row, column) = (index / columns / perTile, index % columns / perTile)
      return (max(row - 1, 0)...min(row + 1, down - 1)).contains { y in
        (max(column - 1, 0)...min(column + 1, across - 1)).contains { isDead[y * across + $0] }
      }
    }
    return Double(dead) / Double(hasLife.count)
  }
}
