import Foundation

/// How long the frame intervals of a position truly were, as the displacements of its particles say.
///
/// Squared displacements grow with time. For each pair of consecutive frames, the squared displacements
/// of all particles over each particle's own mean average 1 ± 1/√n. A frame that was lost without a gap
/// in the times makes this ratio 2, a repeated frame makes it 0.
package struct FrameIntervals: Sendable {
  /// Tracks of fewer displacements do not know their own mean well enough.
  private static let fewestDisplacements = 6
  /// Longest interval that is distinguished, in frames.
  private static let longest = 12
  /// Log-likelihood by which another length must be better than 1 (odds of 1 to 60,000).
  private static let evidence = 11.0

  /// Sum of the normalised squared displacements of each interval, and how many there are.
  private var sum: [Double]
  private var count: [Double]

  /// Intervals without displacements yet.
  package init(intervals: Int) {
    sum = Array(repeating: 0, count: max(intervals, 0))
    count = sum
  }

  /// Adds a track; interval *k* leads from frame *k* to *k + 1*.
  package mutating func add(_ track: Trajectory) {
    var squares: [(interval: Int, square: Double)] = []
    for n in 1..<max(track.count, 1) where track.frames[n] == track.frames[n - 1] + 1 {
      let dx = track.x_um[n] - track.x_um[n - 1]
      let dy = track.y_um[n] - track.y_um[n - 1]
      squares.append((Int(track.frames[n - 1]), dx * dx + dy * dy))
    }
    let total = squares.reduce(0) { $0 + $1.square }
    guard squares.count >= Self.fewestDisplacements, total > 0 else { return }
    let mean = total / Double(squares.count)
    for (interval, square) in squares where sum.indices.contains(interval) {
      sum[interval] += square / mean
      count[interval] += 1
    }
  }

  /// Ratio of each interval to the typical one; nil where fewer than four particles moved.
  package var ratios: [Double?] {
    let raw = zip(sum, count).map { $1 >= 4 ? $0 / $1 : nil }
    let known = raw.compactMap { $0 }
    guard !known.isEmpty else { return raw }
    let typical = max(median(of: known), 1e-9)
    return raw.map { $0.map { $0 / typical } }
  }

  /// True length of each interval in frames where it is certainly not 1: 2 and more for lost frames, 0
  /// for a frame that (nearly) repeats the one before.
  package var unusual: [Int: Int] {
    var result: [Int: Int] = [:]
    for (interval, ratio) in ratios.enumerated() {
      guard let ratio else { continue }
      let n = count[interval]
      // Sums of n exponential variables: a gamma distribution of shape n.
      func logLikelihood(_ length: Double) -> Double { -n * (log(length) + ratio / length) }
      let candidates = [0.05] + (2...Self.longest).map(Double.init)
      let best = candidates.max { logLikelihood($0) < logLikelihood($1) } ?? 1
      guard logLikelihood(best) - logLikelihood(1) > Self.evidence else { continue }
      result[interval] = best < 1 ? 0 : Int(best)
    }
    return result
  }

  /// Spread of the ratios beyond what their numbers of particles explain, as a standard deviation.
  package var excessSpread: Double {
    var (excess, weight) = (0.0, 0.0)
    for (ratio, n) in zip(ratios, count) {
      guard let ratio, n >= 8 else { continue }
      excess += n * ((ratio - 1) * (ratio - 1) - 1 / n)
      weight += n
    }
    return weight > 0 ? max(excess / weight, 0).squareRoot() : 0
  }
}
