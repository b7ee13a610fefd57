import Foundation

/// Sizes and concentration of the pooled positions; nil when there is no particle population.
struct MeasuredYield: Sendable {
  var size: SizeResult
  var concentration: ConcentrationResult?
  /// Concentration of each observation in the measured cell.
  var concentrationOfPosition: [Double?]

  /// A handful of chance tracks is not a population.
  private static let fewestTracks = 5

  init?(
    tracks: [SizedTrack], visibility: Visibility?, observations: [PositionObservation],
    positions: PositionTable, settings: MeasurementSettings, liquid: StokesEinstein,
    grid: SizeGrid, resamples: Int
  ) {
    let counted = BrightnessSamples(tracks, visibility: visibility)
    guard counted.weights.count(where: { $0 > 0 }) >= Self.fewestTracks else { return nil }
    let estimate = DistributionEstimate(tracks, weights: counted.weights, grid: grid)
    let posterior = BrightnessSamples.Posterior(estimate, liquid: liquid)
    let interval = observations.first?.interval_s ?? 1
    let depth = visibility.map { _ in counted.depth(posterior, grid: grid, interval_s: interval) }
    let shares = DistributionEstimate.number(perFrame: estimate.perFrame, depth: depth)
    var distribution = SizeDistribution(grid: grid, shares: shares)
    guard let statistics = distribution.statistics,
      let volumeWeighted = distribution.volumeWeightedStatistics
    else { return nil }
    let resampled = estimate.resamples(count: resamples, seed: settings.seed).map { drawn in
      DistributionEstimate.number(
        perFrame: estimate.perFrame(drawn: drawn),
        depth: depth.map { _ in
          counted.depth(posterior, grid: grid, interval_s: interval, drawn: drawn)
        })
    }
    let intervals = ResampledIntervals(resampled, grid: grid, around: statistics)
    distribution.densityLower95_per_nm = intervals.densityLower95_per_nm
    distribution.densityUpper95_per_nm = intervals.densityUpper95_per_nm

    let volume = depth.flatMap {
      VolumeKnowledge(observations, settings: settings)?.volume(
        perFrame: estimate.perFrame, depth: $0)
    }
    let count = CountedParticles(
      tracks: tracks, weights: counted.weights, observations: observations, positions: positions,
      perFrame: estimate.perFrame, volume: volume)
    concentration = count.result(dilution: settings.dilution.value)
    concentrationOfPosition = count.ofPosition
    size = SizeResult(
      distribution: distribution, statistics: statistics, intervals: intervals.sizes,
      peaks: distribution.peaks(concentration_per_mL: concentration?.measured_per_mL),
      perTrack: PerTrackStatistics.of(tracks, grid: grid), volumeWeighted: volumeWeighted,
      detectionLimit_nm: depth?.detectionLimit_nm)
  }
}
