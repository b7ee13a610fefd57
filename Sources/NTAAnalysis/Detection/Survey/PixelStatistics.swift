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
  /// Share of the grey levels between the 1st and the 99th percentile that no pixel has, in [0, 1].
  package var missingLevels: Double
  /// Correlation of the noise of neighbouring pixels along rows and columns, in [-1, 1].
  package var spatialCorrelation: Double
  /// Variance of the noise between consecutive frames over that between frames four apart.
  ///
  /// 1 for noise that is white in time, and without enough frames.
  package var temporalRatio: Double

  /// Share of the picture's tiles in which no pixel ever changes, in [0, 1]: borders, field stops.
  package var deadFraction: Double

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
      missingLevels: missing(tally.levels), spatialCorrelation: noise.spatial,
      temporalRatio: noise.temporal, deadFraction: tally.deadFraction)
  }

  /// Share of unused levels in the range that holds 98 % of the samples.
  private static func missing(_ levels: [Int]) -> Double {
    let total = levels.reduce(0, +)
    var below = 0
    var first: Int?
    var last = 0
    for (level, count) in levels.enumerated() {
      below += count
      if first == nil, below * 100 > total { first = level }
      if below * 100 <= total * 99 { last = level + 1 }
    }
    guard let first, last > first + 3 else { return 0 }
    let unused = (first...last).count { levels[$0] == 0 }
    return Double(unused) / Double(last - first + 1)
  }

  /// Correlation of neighbouring pixels' changes, and the growth of changes with time.
  private static func noiseCorrelations(
    _ count: Int, step: Int, frame: (Int) -> GrayImage
  ) -> (spatial: Double, temporal: Double) {
    guard count >= 5 else { return (0, 1) }
    var same = 0
    var different = 0
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
          let other = Int32(c[neighbour]) - Int32(a[neighbour])
          if change == 0 || other == 0 { continue }
          if (change > 0) == (other > 0) { same += 1 } else { different += 1 }
        }
      }
    }
    // The sign correlation of two normal variables is 2 / π times the arcsine of their correlation.
    let agreement = Double(same - different) / Double(max(same + different, 1))
    return (sin(0.5 * .pi * agreement), near.meanSquare / max(far.meanSquare, 1e-9))
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

  /// Mean square without the largest twentieth, which particles make.
  var meanSquare: Double {
    let kept = max(total * 19 / 20, 1)
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
