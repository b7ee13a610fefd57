/// The size distribution of the particles whose tracks are known.
///
/// ```swift
/// let conditions = try SizingConditions(pixelSize_um: 0.2, interval_s: 1.0 / 30, temperature_C: 25)
/// let sizes = try SizeEstimate(of: tracks, conditions)
/// print(sizes.statistics.mode_nm, sizes.statistics.mean_nm, sizes.intervals.mean_nm)
/// print(sizes.distribution.quantile_nm(0.9))
/// ```
///
/// The drift is removed (``Drift``), motion blur and localisation error are measured on the ensemble
/// (``MotionModel``), and immobile objects are left out. The exact likelihood of each track over size
/// enters a smooth mixture, whose maximum-likelihood weights are the distribution; tracks count by
/// their number of points, so that it is the distribution of the particles in a typical image. Every
/// size is assumed to be detected over the same depth: the correction for faint particles needs
/// images, and is part of the whole measurement in NTAKit.
public struct SizeEstimate: Sendable {
  /// The number distribution, with its 95 % band.
  public let distribution: SizeDistribution
  /// Mode, mean, standard deviation and percentiles.
  public let statistics: SizeStatistics
  /// 95 % intervals from bootstrap resamples.
  public let intervals: SizeIntervals
  /// Number of tracks that the distribution rests on.
  public let trackCount: Int
  /// Number of tracks left out because they do not move.
  public let immobileCount: Int
  /// Motion blur and localisation error measured on the ensemble of tracks.
  public let model: MotionModel

  /// Number of tracks that a distribution needs.
  package static let fewestTracks = 5
  /// Number of bootstrap resamples behind the intervals.
  package static let defaultResamples = 200

  /// Estimates the distribution from the tracks of one field of view.
  ///
  /// - Parameters:
  ///   - tracks: the tracks, in px, with the drift.
  ///   - conditions: scale, time and liquid.
  ///   - seed: seed of the resamples; equal seeds give equal intervals.
  ///   - threads: number of threads, at least 1; it does not change the result.
  /// - Throws: ``AnalysisError`` if the frames of a track do not ascend from 0, or fewer than five
  ///   tracks are long enough and mobile.
  public init(
    of tracks: [Track], _ conditions: SizingConditions, seed: UInt64 = 1, threads: Int = 1
  ) throws(AnalysisError) {
    try self.init(ofPositions: [tracks], conditions, seed: seed, threads: threads)
  }

  /// Estimates the distribution from several fields of view of one sample.
  ///
  /// - Parameters:
  ///   - positions: the tracks of each field of view, in px, each with its own drift. With three or
  ///     more, the resamples draw whole fields of view.
  ///   - conditions: scale, time and liquid.
  ///   - seed: seed of the resamples; equal seeds give equal intervals.
  ///   - threads: number of threads, at least 1; it does not change the result.
  /// - Throws: ``AnalysisError`` if the frames of a track do not ascend from 0, or fewer than five
  ///   tracks are long enough and mobile.
  /// - Complexity: O(*n*) in the number of points; the distribution itself hardly depends on it.
  public init(
    ofPositions positions: [[Track]], _ conditions: SizingConditions, seed: UInt64 = 1,
    threads: Int = 1
  ) throws(AnalysisError) {
    var trajectories: [Trajectories] = []
    for (index, tracks) in positions.enumerated() {
      let drift = try Drift(of: tracks, interval_s: conditions.interval_s)
      let times = (0..<drift.step_px.count + 1).map { Double($0) * conditions.interval_s }
      let position = PositionTracks(position: index + 1, frameTimes_s: times, tracks: tracks)
      trajectories.append(
        Trajectories(
          position, drift: drift, pixelSize_um: conditions.pixelSize_um,
          statesVariances: position.tracks.statesVariances))
    }
    let alternatives: [MotionModel]
    (model, alternatives) = Self.motionModel(trajectories, conditions)
    let sized = Self.sized(trajectories, conditions, model: model)
    let tracks = SizedTracks(pooling: sized.map(\.tracks))
    let others = alternatives.map {
      SizedTracks(pooling: Self.sized(trajectories, conditions, model: $0).map(\.tracks))
    }
    trackCount = tracks.count
    immobileCount = sized.reduce(0) { $0 + $1.longEnough } - tracks.count
    guard trackCount >= Self.fewestTracks else {
      throw .tooFewTracks(count: trackCount, needed: Self.fewestTracks)
    }
    let number = Self.number(
      tracks, alternatives: others.filter { $0.count >= Self.fewestTracks }, seed: seed,
      threads: threads)
    var distribution = SizeDistribution(grid: .standard, numberFraction: number.estimate)
    guard let statistics = distribution.statistics else {
      throw .tooFewTracks(count: trackCount, needed: Self.fewestTracks)
    }
    let intervals = ResampledIntervals(number.resampled, grid: .standard, around: statistics)
    distribution.densityLower95_per_nm = intervals.densityLower95_per_nm
    distribution.densityUpper95_per_nm = intervals.densityUpper95_per_nm
    (self.distribution, self.statistics) = (distribution, statistics)
    self.intervals = intervals.sizes
  }

  /// Sizes the tracks of every field of view with one motion model.
  private static func sized(
    _ trajectories: [Trajectories], _ conditions: SizingConditions, model: MotionModel
  ) -> [SizedPosition] {
    var sizer = PositionSizer(
      grid: .standard, liquid: conditions.liquid, model: model,
      minimumTrackLength: conditions.minimumTrackLength)
    return trajectories.enumerated().map { sizer.size($1, observation: $0, in: nil) }
  }

  /// Fraction of the particles in each bin of the standard grid: the estimate and its resamples, which
  /// take turns between the alternatives, if there are any.
  private static func number(
    _ tracks: SizedTracks, alternatives: [SizedTracks], seed: UInt64, threads: Int
  ) -> (estimate: [Double], resampled: [[Double]]) {
    let main = Resamplable(tracks, seed: seed, threads: threads)
    let likely =
      alternatives.isEmpty
      ? [main] : alternatives.map { Resamplable($0, seed: seed, threads: threads) }
    let resampled = parallelMap(Array(0..<defaultResamples), threads: threads) { draw in
      likely[draw % likely.count].perFrame(draw: draw)
    }
    return (main.estimate.number, resampled)
  }

  /// Motion blur and localisation error of the mobile tracks, and equally likely ones where nothing
  /// states the error.
  private static func motionModel(
    _ positions: [Trajectories], _ conditions: SizingConditions
  ) -> (model: MotionModel, alternatives: [MotionModel]) {
    let provisional = MotionModel(exposure_s: conditions.exposure_s)
    var mobility = ImmobilityTest(liquid: conditions.liquid, model: provisional)
    var ensemble = EnsembleMSD(interval_s: conditions.interval_s)
    for position in positions {
      ensemble.add(
        EnsembleMSD(
          ofMobile: position, minimumTrackLength: conditions.minimumTrackLength,
          interval_s: conditions.interval_s, mobility: &mobility))
    }
    guard ensemble.trackCount > 0 else { return (provisional, []) }
    let model = MotionModel(fittedTo: ensemble, exposure_s: conditions.exposure_s)
    return (model, model.alternatives(ensemble, exposure_s: conditions.exposure_s))
  }
}

/// A distribution and what its resamples are drawn from.
private struct Resamplable: Sendable {
  let estimate: DistributionEstimate
  private let curves: TrackLikelihoods
  private let weights: [Double]
  private let resampling: Resampling

  /// Estimates the distribution of tracks that were sized with one motion model.
  init(_ tracks: SizedTracks, seed: UInt64, threads: Int) {
    let grid = SizeGrid.standard
    let plain = TrackLikelihoods(
      curves: tracks.lazy.map(\.curve), estimates: tracks.summaries.lazy.map(\.diffusion),
      lengths: tracks.summaries.map(\.frames), grid: grid)
    weights = tracks.summaries.map { Double($0.frames) }
    curves = plain.weighing(LengthBySize(plain, weights: weights, grid: grid))
    estimate = DistributionEstimate(
      curves, weights: weights, chance: [Double](repeating: 1, count: grid.count), grid: grid,
      threads: threads)
    resampling = Resampling(tracks.summaries, seed: seed)
  }

  /// Fractions per frame of a resample.
  func perFrame(draw: Int) -> [Double] {
    estimate.perFrame(
      groupWeights: curves.groupWeights(weights, drawn: resampling.drawn(in: draw)), draw: draw)
  }
}
