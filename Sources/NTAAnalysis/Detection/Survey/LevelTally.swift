/// Counts of grey levels, and of pixels that never change, over frames that are seen one by one.
struct LevelTally: Sendable {
  /// Distance of the sampled pixels, px; odd, so that they lie in all columns.
  let step: Int
  /// Number of samples of each level.
  private(set) var levels: [Int]

  private let first: GrayImage
  private let tile: Int
  private var frames = 0
  private var zeros = 0
  /// Whether each sampled pixel, and a pixel of each tile, has changed since the first frame.
  private var hasChanged: [Bool]
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
    hasLife = [Bool](repeating: false, count: (first.width / tile) * (first.height / tile))
  }

  /// Adds a frame of the same size.
  mutating func add(_ frame: GrayImage) {
    frames += 1
    for index in hasChanged.indices {
      let sample = frame.pixels[index * step]
      if sample == 0 { zeros += 1 }
      if sample != first.pixels[index * step] { hasChanged[index] = true }
      levels[min(Int(sample), levels.count - 1)] += 1
    }
    guard frames > 1 else { return }
    let columns = first.width / tile
    for index in hasLife.indices where !hasLife[index] {
      hasLife[index] = !isSame(frame, left: index % columns * tile, top: index / columns * tile)
    }
  }

  /// Whether every second pixel of a tile, along rows and columns, is that of the first frame.
  private func isSame(_ frame: GrayImage, left: Int, top: Int) -> Bool {
    for y in stride(from: top, to: top + tile, by: 2) {
      for x in stride(from: left, to: left + tile, by: 2) where frame[x, y] != first[x, y] {
        return false
      }
    }
    return true
  }

  /// Share of the samples that are 0.
  var zeroFraction: Double { Double(zeros) / Double(max(hasChanged.count * frames, 1)) }

  /// Share of the sampled pixels that never change; 0 for a single frame.
  var constantFraction: Double {
    frames > 1 ? Double(hasChanged.count { !$0 }) / Double(max(hasChanged.count, 1)) : 0
  }

  /// Share of the tiles in which no pixel ever changes; 0 for a single frame.
  var deadFraction: Double {
    frames > 1 ? Double(hasLife.count { !$0 }) / Double(max(hasLife.count, 1)) : 0
  }
}
