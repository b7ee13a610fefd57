import Foundation

/// From sized tracks to the number distribution of the particles, with its bootstrap.
///
/// Tracks are weighted by the particles they stand for, summed over frames, so that the mixture
/// describes particles per frame however often a particle's track was cut; dividing by the depth
/// each size is seen over makes it particles in the sample.
struct DistributionEstimate: Sendable {
  let grid: SizeGrid
  private let curves: TrackCurves
  private let estimator: MixtureEstimator
  private let matrix: [Float]
  private let heights: [Float]
  private let trackWeights: [Double]
  /// Observation of each track, for resampling positions.
  private let observationOfTrack: [Int]
  /// Smoothing width chosen from the data, in ln d.
  let bandwidth: Double
  /// Share of detections of each class: particles seen in a frame, before any volume correction.
  let perFrame: [Double]

  /// Estimates the distribution of at least one track.
  ///
  /// - Parameter weights: particles each track stands for, summed over frames; some > 0.
  init(_ tracks: [SizedTrack], weights: [Double], grid: SizeGrid) {
    precondition(!tracks.isEmpty && weights.count == tracks.count)
    self.grid = grid
    curves = TrackCurves(
      curves: tracks.map(\.curve), estimates: tracks.map(\.diffusion), nodeCount: grid.count)
    estimator = MixtureEstimator(curves: curves, spacing: grid.spacing)
    trackWeights = weights
    observationOfTrack = tracks.map(\.observation)
    let folds = BandwidthSelection.foldWeights(curves, trackWeights: trackWeights)
    bandwidth = BandwidthSelection.choose(estimator, foldWeights: folds)
    matrix = estimator.smoothedCurves(bandwidth: bandwidth)
    heights = estimator.heights(
      matrix: matrix, weights: curves.groupWeights(trackWeights), iterations: 1000)
    perFrame = estimator.shares(heights: heights, bandwidth: bandwidth)
  }

  /// Shares per particle in the sample: shares per frame over the depth each class is seen over.
  ///
  /// - Parameter depth: nil takes the same depth for all.
  static func number(perFrame: [Double], depth: BrightnessDepth?) -> [Double] {
    guard let depth else { return perFrame }
    let raw = zip(perFrame, depth.relativeDepth).map { $0 / $1 }
    let sum = raw.reduce(0, +)
    return sum > 0 ? raw.map { $0 / sum } : raw
  }

  /// Posterior means over the classes of `value`, one a track, given the estimated distribution.
  func posteriorMeans(_ value: [Double]) -> [Double] {
    let means = (0..<curves.groupCount).map { g -> Double in
      var sum = 0.0
      var total = 0.0
      for j in 0..<grid.count where perFrame[j] > 0 {
        let p = perFrame[j] * Double(curves.likelihood[g * grid.count + j])
        sum += p * value[j]
        total += p
      }
      return total > 0 ? sum / total : 0
    }
    return curves.groupOfTrack.map { means[$0] }
  }

  /// How often each track is drawn in resampled runs: positions with replacement, then tracks.
  ///
  /// - Parameters:
  ///   - count: number of resamples.
  ///   - seed: of the random numbers; the same seed gives the same resamples.
  func resamples(count: Int, seed: UInt64) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    var members: [Int: [Int]] = [:]
    for (track, observation) in observationOfTrack.enumerated() {
      members[observation, default: []].append(track)
    }
    let observations = members.keys.sorted()
    return (0..<count).map { _ in
      var drawn = [Double](repeating: 0, count: trackWeights.count)
      for observation in observations {
        let source =
          observations.count >= 3
          ? observations[Int.random(in: observations.indices, using: &generator)] : observation
        let tracks = members[source] ?? []
        for _ in tracks { drawn[tracks[Int.random(in: tracks.indices, using: &generator)]] += 1 }
      }
      return drawn
    }
  }

  /// The distribution per frame when each track is drawn `drawn[i]` times.
  func perFrame(drawn: [Double]) -> [Double] {
    let weights = zip(drawn, trackWeights).map { $0 * $1 }
    let new = estimator.heights(
      matrix: matrix, weights: curves.groupWeights(weights), start: startHeights, iterations: 40)
    return estimator.shares(heights: new, bandwidth: bandwidth)
  }

  /// The estimate, with a little everywhere: a height of exactly 0 could never rise again.
  private var startHeights: [Float] {
    let floor = 0.05 / Float(heights.count)
    return heights.map { 0.95 * $0 + floor }
  }
}
