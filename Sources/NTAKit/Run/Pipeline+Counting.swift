import NTAAnalysis
import NTAVideo

extension Pipeline {
  /// The amplitudes that the detector measures for simulated spots, injected under the conditions of
  /// the position with the median detection threshold; nil if the effect of the codec is unknown, or
  /// without a video.
  func amplitudeResponse(of positions: [PositionAnalysis]) -> AmplitudeResponse? {
    let conditions = positions.filter { !$0.isDamaged || settings.allowDamaged }
      .compactMap { $0.imaging?.injectionConditions }
      .sorted { $0.limitAmplitude < $1.limitAmplitude }
    guard !conditions.isEmpty else { return nil }
    return AmplitudeResponse(
      InjectionRecovery(
        conditions[conditions.count / 2],
        detectionCount: positions.reduce(0) { $0 + $1.tracks.tracks.pointCount },
        seed: settings.seed, threads: settings.threads))
  }

  /// Detection threshold of other trackers, in standard deviations of the noise.
  private static let usualThreshold = 4.5

  /// The detection probability as a function of brightness; nil for tracks without usable amplitudes.
  func detectionProbability(
    _ positions: [PositionAnalysis], _ sized: [SizedPosition], _ selection: SelectedPositions,
    _ response: AmplitudeResponse?
  ) -> DetectionProbability? {
    let pooled = selection.used
    // The faintest amplitude that is detected in every pooled position.
    guard let limit = pooled.compactMap({ positions[$0].limitAmplitude }).max(), limit > 0
    else { return nil }
    let countingThreshold = DetectionProbability.countingThreshold(detectionThreshold: limit)
    let histograms = parallelMap(pooled, threads: settings.threads) { index in
      let sigma = Float(positions[index].spotSigma_px ?? 1)
      let tracked = AmplitudeHistogram(
        countingThreshold: countingThreshold, of: sized[index].tracks.amplitudes)
      var all = AmplitudeHistogram(countingThreshold: countingThreshold)
      for track in positions[index].tracks.tracks
      where !sized[index].immobile.contains(track.particle) {
        for point in track.points {
          all.add(point.intensity, error: point.variance.squareRoot() / sigma)
        }
      }
      return (tracked: tracked, all: all)
    }
    var (tracked, all) = (
      AmplitudeHistogram(countingThreshold: countingThreshold),
      AmplitudeHistogram(countingThreshold: countingThreshold)
    )
    for own in histograms {
      tracked.add(own.tracked)
      all.add(own.all)
    }
    let thresholds = pooled.compactMap { positions[$0].imaging?.threshold }
    let threshold = thresholds.isEmpty ? Self.usualThreshold : median(of: thresholds)
    var probability = DetectionProbability(
      detectionThreshold: limit,
      relativeNoise: (thresholds.isEmpty ? nil : all.relativeNoise) ?? 1
        / (DetectionProbability.margin * max(threshold, 1)),
      tracked: tracked, all: all,
      coincidenceFraction: pooled.reduce(0) { $0 + positions[$1].coincidenceFraction }
        / Double(pooled.count))
    probability.response = response
    return probability
  }

  /// The number of particles per frame divided by the observed volume.
  func countParticles(
    _ distribution: PooledDistribution, _ selection: SelectedPositions,
    _ positions: [PositionAnalysis]
  ) -> CountedParticles {
    CountedParticles.count(
      selection.tracks, weights: distribution.samples.weights,
      positions: zip(positions, selection.removals).map { position, removal in
        CountedParticles.Position(
          frames: position.frames, coincidenceFraction: position.coincidenceFraction,
          isUsed: removal == nil)
      }, perFrame: distribution.corrected.estimate.perFrame,
      volume: observedVolume(distribution, positions))
  }

  /// The concentration that is excluded if there is no population of particles; nil if there is one,
  /// without a video, or for pictures in which particles could not have been seen.
  func concentrationLimit(
    _ positions: [PositionAnalysis], _ result: RunResult
  ) -> ConcentrationLimit? {
    guard result.size == nil, result.validity.verdict != .invalid else { return nil }
    let areas_um2 = positions.filter { $0.failure == nil && !$0.isDamaged && $0.frames > 0 }
      .compactMap { $0.area_um2(pixelSize_um: settings.pixelSize_um.value) }
    guard let area_um2 = areas_um2.min(), area_um2 > 0 else { return nil }
    return ConcentrationLimit(
      tracks: result.tracking.count, fields: areas_um2.count, area_um2: area_um2,
      depth_um: settings.depth_um?.value)
  }

  private func observedVolume(
    _ distribution: PooledDistribution, _ positions: [PositionAnalysis]
  ) -> ObservedVolume? {
    distribution.corrected.depth.flatMap { depth in
      ObservedVolume(
        area_um2: positions.lazy.compactMap {
          $0.area_um2(pixelSize_um: settings.pixelSize_um.value)
        }.first,
        stated: settings.depth_um.map {
          ObservedVolume.StatedDepth(
            value_um: $0.value, isByHand: $0.source.precedes(.instrumentProfile))
        }, perFrame: distribution.corrected.estimate.perFrame,
        relativeDepth: depth.relativeDepth, width: distribution.corrected.width,
        calibratedWidth_um: settings.calibration?.axialHalfWidth_um,
        calibratedWidthRelativeError: settings.calibration?.axialHalfWidthRelativeError ?? 0,
        meanError: RelativeError.spread(of: distribution.resampled.map(\.inverseDepth)))
    }
  }
}

extension PositionAnalysis {
  /// Number of particles lost to coincidence per particle detected; 0 without a video.
  var coincidenceFraction: Double { imaging?.coincidenceFraction ?? 0 }
}

extension PositionAnalysis.Imaging {
  /// Detection threshold, in standard deviations of the noise.
  var threshold: Double { Double(model.threshold) }
}
