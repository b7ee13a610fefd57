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
    tracks: SizedTracks, detectionProbability: DetectionProbability?,
    observations: [PositionObservation],
    positions: PositionTable, settings: MeasurementSettings, liquid: StokesEinstein,
    grid: SizeGrid, resamples: Int
  ) {
    let counted = BrightnessSamples(tracks, detectionProbability: detectionProbability)
    guard counted.weights.count(where: { $0 > 0 }) >= Self.fewestTracks else { return nil }
    let corrected = VolumeCorrectedDistribution(
      tracks, samples: counted, detectionProbability: detectionProbability,
      law: ScatteringLaw(wavelength_nm: settings.laserWavelength_nm),
      liquid: liquid, interval_s: observations.first?.interval_s ?? 1, grid: grid,
      threads: settings.threads)
    let shares = corrected.estimate.number
    var distribution = SizeDistribution(grid: grid, shares: shares)
    guard let statistics = distribution.statistics,
      let volumeWeighted = distribution.volumeWeightedStatistics
    else { return nil }
    let resampling = Resampling(tracks.facts, seed: settings.seed)
    let resampled = parallelMap(Array(0..<resamples), threads: settings.threads) { draw in
      corrected.resample(drawn: resampling.drawn(in: draw), draw: draw)
    }
    let intervals = ResampledIntervals(resampled.map(\.number), grid: grid, around: statistics)
    distribution.densityLower95_per_nm = intervals.densityLower95_per_nm
    distribution.densityUpper95_per_nm = intervals.densityUpper95_per_nm

    var volume = corrected.depth.flatMap {
      ObservedVolume(
        area_um2: observations.compactMap(\.area_um2).first, stated: settings.depth_um,
        perFrame: corrected.estimate.perFrame, relativeDepth: $0.relativeDepth,
        width: corrected.width, calibratedWidth_um: settings.calibration?.slabWidth_um,
        meanError: RelativeError.spread(of: resampled.map(\.inverseDepth)))
    }
    if let calibration = settings.calibration {
      volume?.addCalibrationError(calibration.slabWidthRelativeError)
    }
    let count = CountedParticles(
      tracks: tracks, weights: counted.weights, observations: observations, positions: positions,
      perFrame: corrected.estimate.perFrame, volume: volume)
    concentration = count.result(dilution: settings.dilution.value)
    concentrationOfPosition = count.ofPosition
    let focus = corrected.inFocusIntensity(resampled)
    size = SizeResult(
      distribution: distribution, statistics: statistics, intervals: intervals.sizes,
      peaks: distribution.peaks(
        concentration_per_mL: concentration?.measured_per_mL, resampled: resampled.map(\.number)),
      perTrack: PerTrackStatistics.of(tracks, grid: grid), volumeWeighted: volumeWeighted,
      detectionLimit_nm: corrected.depth?.detectionLimit_nm,
      material: settings.calibration?.beadBrightness.flatMap {
        focus?.material(beside: $0, wavelength_nm: settings.laserWavelength_nm)
      } ?? [],
      inFocusIntensity: focus,
      // A depth that was given by hand is the same for every resample.
      resamples: volume.map { $0.method == .nominalDepth } ?? true
        ? resampled.map(\.number) : resampled.particles)
  }
}

extension MeasurementSettings {
  /// Laser wavelength in vacuum, stated or usual.
  fileprivate var laserWavelength_nm: Double {
    instrument?.value.laserWavelength_nm ?? ScatteringLaw.usualWavelength_nm
  }
}

extension ObservedVolume {
  /// What is not known of a calibrated width is not known of the depth.
  fileprivate mutating func addCalibrationError(_ relative: Double) {
    guard method == .calibrated else { return }
    relativeError = (relativeError * relativeError + relative * relative).squareRoot()
  }
}

extension [VolumeCorrectedDistribution.Resample] {
  /// Particles of each class over all those of the mean resample.
  fileprivate var particles: [[Double]] {
    let mean = reduce(0) { $0 + $1.inverseDepth } / Double(count)
    return map { resample in resample.number.map { $0 * resample.inverseDepth / mean } }
  }
}
