import Foundation

/// From sized tracks to the number distribution of the particles, with its bootstrap.
///
/// Tracks are weighted by their frames, so that the mixture describes particles per frame however
/// often a particle's track was cut; dividing by what each size had of volume and of tracks long
/// enough makes it particles in the sample.
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
  init(_ tracks: [SizedTrack], grid: SizeGrid) {
    precondition(!tracks.isEmpty)
    self.grid = grid
    curves = TrackCurves(
      curves: tracks.map(\.curve), estimates: tracks.map(\.diffusion), nodeCount: grid.count)
    estimator = MixtureEstimator(curves: curves, spacing: grid.spacing)
    trackWeights = tracks.map { Double($0.frames) }
    observationOfTrack = tracks.map(\.observation)
    let folds = BandwidthSelection.foldWeights(curves, trackWeights: trackWeights)
    bandwidth = BandwidthSelection.choose(estimator, foldWeights: folds)
    matrix = estimator.smoothedCurves(bandwidth: bandwidth)
    heights = estimator.heights(
      matrix: matrix, weights: curves.groupWeights(trackWeights), iterations: 1000)
    perFrame = estimator.shares(heights: heights, bandwidth: bandwidth)
  }

  /// Shares per particle in the sample: shares per frame over what each class had of chances.
  static func number(perFrame: [Double], chance: [Double]) -> [Double] {
    let raw = zip(perFrame, chance).map { $1 > 0 ? $0 / $1 : 0 }
    let sum = raw.reduce(0, +)
    return sum > 0 ? raw.map { $0 / sum } : raw
  }

  /// Distributions per frame of resampled runs: positions drawn with replacement, then tracks.
  ///
  /// - Parameters:
  ///   - count: number of resamples.
  ///   - seed: of the random numbers; the same seed gives the same resamples.
  func resampled(count: Int, seed: UInt64) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    var members: [Int: [Int]] = [:]
    for (track, observation) in observationOfTrack.enumerated() {
      members[observation, default: []].append(track)
    }
    let observations = members.keys.sorted()
    return (0..<count).map { _ in
      var weights = [Double](repeating: 0, count: trackWeights.count)
      for observation in observations {
        let drawn =
          observations.count >= 3 ? observations[Int.random(in: observations.indices, using: &generator)] : observation
        let tracks = members[drawn] ?? []
        for _ in tracks {
          let track = tracks[Int.random(in: tracks.indices, using: &generator)]
          weights[track] += trackWeights[track]
        }
      }
      let new = estimator.heights(
        matrix: matrix, weights: curves.groupWeights(weights), start: startHeights, iterations: 40)
      return estimator.shares(heights: new, bandwidth: bandwidth)
    }
  }

  /// The estimate, with a little everywhere: a height of exactly 0 could never rise again.
  private var startHeights: [Float] {
    let floor = 0.05 / Float(heights.count)
    return heights.map { 0.95 * $0 + floor }
  }
}
