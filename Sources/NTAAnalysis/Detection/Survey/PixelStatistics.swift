import Foundation

/// What the grey levels of a recording say about how they came about.
///
/// Pixels that never change or lie at 0 have been clipped or do not belong to the picture; levels that
/// are never used mean lost bits; noise of the camera is white in space and time, while what a codec,
/// a denoiser or a scaler leaves of it is not.
package struct PixelStatistics: Sendable, Equatable {
  /// Share of the samples that are 0, in [0, 1].
  package var zeroFraction: Double
  /// Share of the pixels that are the same in all sampled frames, in [0, 1].
  package var constantFraction: Double
  /// Mean distance of the grey levels that occur, >= 1; 0 where a single level occurs.
  package var levelStep: Double
  /// Correlation of the noise of neighbouring pixels along rows and columns, in [-1, 1].
  package var spatialCorrelation: Double
  /// Variance of the noise between consecutive frames over that between frames four apart.
  ///
  /// 1 for noise that is white in time, and without enough frames.
  package var temporalRatio: Double

  /// Share of the picture in which no pixel ever changes, in [0, 1]: borders, field stops.
  package var deadFraction: Double
  /// Share of the pixels that are far darker than the background in one frame but not in all.
  ///
  /// Where spots are bright, nothing is: only levels that wrap around beyond white, colour maps and
  /// sharpening make centres or rings darker than the background.
  package var dippingFraction = 0.0

  /// Share of the pixels that are 0 in the part of the picture that is not dead, in [0, 1].
  package var clippedFraction: Double {
    max(zeroFraction - deadFraction, 0) / max(1 - deadFraction, 1e-9)
  }

  /// Edge of a tile, in px.
  private static let tile = 16
  /// Pixels that are looked at, about.
  private static let sampleCount = 30_000

  /// Frames spread over a block that are looked at, and consecutive frames for a verdict on noise.
  private static let spreadCount = 12
  private static let consecutiveCount = 9

  /// Examines a block of frames.
  ///
  /// - Parameter block: at least one frame, all of one size.
  /// - Returns: shares and correlations.
  package static func of(_ block: ArraySlice<CompactFrame>) -> PixelStatistics {
    let count = min(spreadCount, block.count)
    // Each frame is unpacked when it is looked at, because all of them take more memory than the rest.
    return of(
      (0..<count).lazy.map { block[block.startIndex + $0 * block.count / count].image },
      consecutiveCount: min(consecutiveCount, block.count)
    ) { block[block.startIndex + $0].image }
  }

  /// Examines the first frames of a recording.
  ///
  /// - Parameters:
  ///   - frames: at least one frame, all of one size, spread over the first seconds.
  ///   - consecutiveCount: number of consecutive frames, five or more for a verdict on noise.
  ///   - consecutive: one of these frames, by its number from 0.
  /// - Returns: shares and correlations.
  static func of(
    _ frames: some Sequence<GrayImage>, consecutiveCount: Int, consecutive: (Int) -> GrayImage
  ) -> PixelStatistics {
    var tally: LevelTally?
    for frame in frames {
      if tally == nil { tally = LevelTally(first: frame, sampleCount: sampleCount, tile: tile) }
      tally?.add(frame)
    }
    guard let tally else { preconditionFailure("a recording has frames") }
    let noise = noiseCorrelations(consecutiveCount, step: tally.step, frame: consecutive)
    return PixelStatistics(
      zeroFraction: tally.zeroFraction, constantFraction: tally.constantFraction,
      levelStep: levelStep(tally.levels), spatialCorrelation: noise.spatial,
      temporalRatio: noise.temporal, deadFraction: tally.deadFraction,
      dippingFraction: tally.dippingFraction)
  }

  /// Mean distance of the used levels in the range that holds 90 % of the samples.
  private static func levelStep(_ levels: [Int]) -> Double {
    let total = levels.reduce(0, +)
    var below = 0
    var used: [Int] = []
    for (level, count) in levels.enumerated() where count > 0 {
      if below * 20 <= total * 19, (below + count) * 20 >= total { used.append(level) }
      below += count
    }
    guard let first = used.first, let last = used.last, last > first else { return 0 }
    return Double(last - first) / Double(used.count - 1)
  }

  /// Correlation of neighbouring pixels' changes, and the growth of changes with time.
  private static func noiseCorrelations(
    _ count: Int, step: Int, frame: (Int) -> GrayImage
  ) -> (spatial: Double, temporal: Double) {
    guard count >= 5 else { return (0, 1) }
    var signs = SignHistogram()
    var near = ChangeHistogram()
    var far = ChangeHistogram()
    for index in stride(from: 0, to: count - 4, by: 4) {
      let first = frame(index)
      let (width, height) = (first.width, first.height)
      let (a, b, c) = (first.pixels, frame(index + 1).pixels, frame(index + 4).pixels)
      for place in stride(from: 0, to: width * (height - 1) - 1, by: step)
      where place % width < width - 1 {
        let change = Int32(c[place]) - Int32(a[place])
        far.add(change)
        near.add(Int32(b[place]) - Int32(a[place]))
        for neighbour in [place + 1, place + width] {
          signs.add(change, Int32(c[neighbour]) - Int32(a[neighbour]))
        }
      }
    }
    // The sign correlation of two normal variables is 2 / π times the arcsine of their correlation.
    let agreement = signs.agreement(upTo: far.largestKept)
    return (sin(0.5 * .pi * agreement), near.meanSquare / max(far.meanSquare, 1e-9))
  }
}

/// How often neighbouring pixels change in the same direction, by the larger of both changes.
private struct SignHistogram {
  private var same = [Int](repeating: 0, count: Int(UInt16.max) + 1)
  private var different = [Int](repeating: 0, count: Int(UInt16.max) + 1)

  mutating func add(_ change: Int32, _ other: Int32) {
    if change == 0 || other == 0 { return }
    let largest = Int(max(change.magnitude, other.magnitude))
    if (change > 0) == (other > 0) { same[largest] += 1 } else { different[largest] += 1 }
  }

  /// Share of pairs with the same sign less that of pairs with different signs.
  ///
  /// - Parameter largest: largest change of the pairs that count.
  /// - Returns: the difference, in [-1, 1].
  func agreement(upTo largest: Int) -> Double {
    let (alike, unlike) = (same[...largest].reduce(0, +), different[...largest].reduce(0, +))
    return Double(alike - unlike) / Double(max(alike + unlike, 1))
  }
}

/// How often grey levels changed by how much.
private struct ChangeHistogram {
  /// Number of changes by magnitude.
  private var counts = [Int](repeating: 0, count: Int(UInt16.max) + 1)
  private var total = 0

  mutating func add(_ change: Int32) {
    counts[Int(change.magnitude)] += 1
    total += 1
  }

  private var kept: Int { max(total * 19 / 20, 1) }

  /// The largest change without the largest twentieth.
  var largestKept: Int {
    var left = kept
    for (magnitude, count) in counts.enumerated() {
      left -= count
      if left <= 0 { return magnitude }
    }
    return counts.count - 1
  }

  /// Mean square without the largest twentieth, which particles make.
  var meanSquare: Double {
    let kept = kept
    var (sum, left) = (0.0, kept)
    for (magnitude, count) in counts.enumerated() where count > 0 {
      let taken = min(count, left)
      sum += Double(taken) * Double(magnitude * magnitude)
      left -= taken
      if left == 0 { break }
    }
    return sum / Double(kept)
  }
}
