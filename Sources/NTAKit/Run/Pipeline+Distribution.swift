import NTAAnalysis
import NTAVideo

/// The distribution of the pooled positions and its resamples.
struct PooledDistribution: Sendable {
  var samples: BrightnessSamples
  var corrected: VolumeCorrectedDistribution
  /// The distribution of the sample with its 95 % band.
  var distribution: SizeDistribution
  var statistics: SizeStatistics
  var volumeWeighted: SizeStatistics
  var resampled: [VolumeCorrectedDistribution.Resample]
  var intervals: SizeIntervals
}

/// A distribution and what its resamples are drawn from.
private struct Resamplable: Sendable {
  var samples: BrightnessSamples
  var corrected: VolumeCorrectedDistribution
  var resampling: Resampling
}

extension Pipeline {
  /// Fewer tracks may be noise and are not a population of particles.
  private static let fewestTracks = SizeEstimate.fewestTracks

  /// Estimates the distribution of the sample; nil if there is no population of particles.
  ///
  /// - Parameters:
  ///   - tracks: the sized tracks of the pooled positions.
  ///   - probability: how faint particles may be and still count; nil without brightness.
  ///   - positions: all positions.
  ///   - alternatives: the same tracks sized by equally likely models. Resamples take turns between
  ///     these, so that the intervals hold what is unknown of the model; none if it is known.
  /// - Returns: the distribution and its resamples.
  func estimateDistribution(
    _ tracks: SizedTracks, _ probability: DetectionProbability?, _ positions: [PositionAnalysis],
    alternatives: [SizedTracks] = []
  ) -> PooledDistribution? {
    guard let main = resamplable(tracks, probability, positions) else { return nil }
    let (samples, corrected) = (main.samples, main.corrected)
    var distribution = SizeDistribution(grid: Self.grid, numberFraction: corrected.estimate.number)
    guard let statistics = distribution.statistics,
      let volumeWeighted = distribution.volumeWeightedStatistics
    else { return nil }
    let others = alternatives.compactMap { resamplable($0, probability, positions) }
    let likely = others.isEmpty ? [main] : others
    let resampled = parallelMap(Array(0..<resamples), threads: settings.threads) { draw in
      let chosen = likely[draw % likely.count]
      return chosen.corrected.resample(drawn: chosen.resampling.drawn(in: draw), draw: draw)
    }
    let intervals = ResampledIntervals(
      resampled.map(\.number), grid: Self.grid, around: statistics)
    distribution.densityLower95_per_nm = intervals.densityLower95_per_nm
    distribution.densityUpper95_per_nm = intervals.densityUpper95_per_nm
    return PooledDistribution(
      samples: samples, corrected: corrected, distribution: distribution, statistics: statistics,
      volumeWeighted: volumeWeighted, resampled: resampled, intervals: intervals.sizes)
  }

  /// The estimate from tracks of one motion model, ready to be resampled; nil for too few tracks.
  private func resamplable(
    _ tracks: SizedTracks, _ probability: DetectionProbability?, _ positions: [PositionAnalysis]
  ) -> Resamplable? {
    let samples = BrightnessSamples(tracks, detectionProbability: probability)
    guard samples.weights.count(where: { $0 > 0 }) >= Self.fewestTracks else { return nil }
    return Resamplable(
      samples: samples,
      corrected: VolumeCorrectedDistribution.estimate(
        tracks, samples: samples, detectionProbability: probability,
        law: ScatteringLaw(wavelength_nm: laserWavelength_nm), liquid: liquid,
        interval_s: positions.first?.interval_s ?? 1, grid: Self.grid, threads: settings.threads),
      resampling: Resampling(tracks.summaries, seed: settings.seed))
  }

  /// Laser wavelength in vacuum, as stated, or else the usual one.
  var laserWavelength_nm: Double {
    settings.laser_nm?.value ?? ScatteringLaw.defaultWavelength_nm
  }

  /// The sizes in the result.
  ///
  /// - Parameters:
  ///   - pooled: the distribution.
  ///   - tracks: the tracks it was estimated from.
  ///   - count: the particles of the pooled positions.
  ///   - concentration: the concentration, if it is known.
  /// - Returns: the distribution, its statistics, intervals and peaks.
  func sizeResult(
    _ pooled: PooledDistribution, tracks: SizedTracks, count: CountedParticles?,
    concentration: ConcentrationResult?
  ) -> SizeResult {
    let intensity = pooled.corrected.inFocusIntensity(pooled.resampled)
    let shares = pooled.resampled.map(\.number)
    // A depth from the settings is the same for every resample.
    let hasFixedDepth = count?.volume.map { $0.method == .nominalDepth } ?? true
    return SizeResult(
      distribution: pooled.distribution, statistics: pooled.statistics,
      intervals: pooled.intervals,
      peaks: pooled.distribution.peaks(
        concentration_per_mL: concentration?.measured_per_mL, resampled: shares),
      perTrack: PerTrackStatistics.of(tracks, grid: Self.grid),
      volumeWeighted: pooled.volumeWeighted,
      detectionLimit_nm: pooled.corrected.depth?.detectionLimit_nm,
      material: settings.calibration?.beadBrightness.flatMap {
        intensity?.material(beside: $0, wavelength_nm: laserWavelength_nm)
      } ?? [],
      inFocusIntensity: intensity,
      resamples: hasFixedDepth ? shares : pooled.resampled.particles)
  }
}

extension [VolumeCorrectedDistribution.Resample] {
  /// Number of particles in each bin divided by the total number in the mean resample.
  fileprivate var particles: [[Double]] {
    let mean = reduce(0) { $0 + $1.inverseDepth } / Double(count)
    return map { resample in resample.number.map { $0 * resample.inverseDepth / mean } }
  }
}
