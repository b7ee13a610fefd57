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
    tracks: [SizedTrack], observations: [PositionObservation], positions: PositionTable,
    settings: MeasurementSettings, grid: SizeGrid, resamples: Int
  ) {
    guard tracks.count >= Self.fewestTracks else { return nil }
    let estimate = DistributionEstimate(tracks, grid: grid)
    let volume = ObservedVolume.of(
      tracks: tracks, observations: observations, settings: settings, grid: grid)
    let chance = volume?.depth_um ?? [Double](repeating: 1, count: grid.count)
    let shares = DistributionEstimate.number(perFrame: estimate.perFrame, chance: chance)
    var distribution = SizeDistribution(grid: grid, shares: shares)
    guard let statistics = distribution.statistics,
      let volumeWeighted = distribution.volumeWeightedStatistics
    else { return nil }
    let resampled = estimate.resampled(count: resamples, seed: settings.seed).map {
      DistributionEstimate.number(perFrame: $0, chance: chance)
    }
    let intervals = ResampledIntervals(resampled, grid: grid, around: statistics)
    distribution.densityLower95_per_nm = intervals.densityLower95_per_nm
    distribution.densityUpper95_per_nm = intervals.densityUpper95_per_nm

    let count = CountedParticles(
      observations: observations, positions: positions, perFrame: estimate.perFrame,
      volume: volume)
    concentration = count.result(dilution: settings.dilution.value)
    concentrationOfPosition = count.ofPosition
    size = SizeResult(
      distribution: distribution, statistics: statistics, intervals: intervals.sizes,
      peaks: distribution.peaks(concentration_per_mL: concentration?.measured_per_mL),
      perTrack: PerTrackStatistics.of(tracks, grid: grid), volumeWeighted: volumeWeighted,
      detectionLimit_nm: nil)
  }
}
