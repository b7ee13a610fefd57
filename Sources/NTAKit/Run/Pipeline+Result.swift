import Algorithms
import NTAAnalysis
import NTAVideo

extension Pipeline {
  /// Assembles the result: sizes, concentration, positions, particles, snapshot and warnings.
  func result(
    _ positions: [PositionAnalysis], motion: MeasuredMotion, sized: [SizedPosition],
    selection: SelectedPositions, distribution: PooledDistribution?, count: CountedParticles?
  ) -> RunResult {
    let concentration = count?.result(dilution: settings.dilution.value)
    var result = RunResult(
      videos: Array(positions.map(\.file).filter { !$0.isEmpty }.uniqued()), settings: settings,
      size: distribution.map {
        sizeResult(
          $0, tracks: selection.tracks, count: count, concentration: concentration)
      }, concentration: concentration,
      tracking: trackingResult(positions, motion.model, sized: sized, used: selection.tracks),
      positions: positionResults(positions, selection, count),
      particleList: ParticleList(
        selection.tracks,
        ParticleList.Conversion(
          positions: positions.map(\.index), liquid: liquid, model: motion.model)),
      displacement: motion.displacement, tracks: keepsTracks ? positions.map(\.tracks) : [],
      warnings: [])
    addPictures(of: positions, selection, to: &result)
    result.warnings = RunWarning.found(
      in: result, findings: motion.findings, positions: positions)
    result.warnings += ConsistencyChecks(result, positions: positions).warnings
    return result
  }

  private func trackingResult(
    _ positions: [PositionAnalysis], _ model: MotionModel, sized: [SizedPosition],
    used: SizedTracks
  ) -> TrackingResult {
    var variance = 0.0
    var frames: [Double] = []
    for track in used.summaries {
      variance += track.variance_um2 * model.localizationScale * Double(track.frames)
      frames.append(Double(track.frames))
    }
    let pooled = variance / max(frames.reduce(0, +), 1)
    let sigma_px = median(of: positions.compactMap(\.spotSigma_px))
    return TrackingResult(
      count: sized.reduce(0) { $0 + $1.trackCount }, used: frames.count,
      medianFrames: median(of: frames),
      localizationError_nm: frames.isEmpty || !pooled.isFinite ? nil : 1000 * pooled.squareRoot(),
      spotSigma_px: sigma_px == 0 ? nil : sigma_px)
  }

  private func positionResults(
    _ positions: [PositionAnalysis], _ selection: SelectedPositions, _ count: CountedParticles?
  ) -> [PositionResult] {
    positions.indices.map { i in
      let (position, summary) = (positions[i], selection.summaries[i])
      let drift = position.drift_um_per_s(pixelSize_um: settings.pixelSize_um.value)
      return PositionResult(
        index: position.index, file: position.file, section: position.section,
        removal: selection.removals[i], frames: position.frames,
        framesExpected: position.framesExpected, particlesPerFrame: summary.particlesPerFrame,
        tracks: summary.tracks, d50_nm: summary.d50_nm, meanIntensity: summary.meanIntensity,
        driftX_um_per_s: drift.x, driftY_um_per_s: drift.y,
        concentration_per_mL: count?.ofPosition[i], fingerprint: position.imaging?.fingerprint)
    }
  }

  /// Adds the images for the report: a frame of the middle one of the pooled positions (of all
  /// positions if none is pooled), and the histogram of subpixel coordinates.
  private func addPictures(
    of positions: [PositionAnalysis], _ selection: SelectedPositions, to result: inout RunResult
  ) {
    let used = selection.used.map { positions[$0] }.filter { $0.imaging?.snapshot != nil }
    let pictured = used.isEmpty ? positions.filter { $0.imaging?.snapshot != nil } : used
    guard !pictured.isEmpty else { return }
    if !used.isEmpty { result.subpixel = SubpixelCounts(of: used.lazy.flatMap(\.tracks.tracks)) }
    let chosen = pictured[pictured.count / 2]
    guard var snapshot = chosen.imaging?.snapshot else { return }
    let sized = result.particleList.lazy
      .filter { $0.position == chosen.index && $0.firstFrame <= snapshot.frame }
      .map { ($0.particle, $0.diameter_nm) }
    // Tracks are in the order of their first frames.
    let begun = chosen.tracks.tracks.prefix { track in
      track.points.first.map { Int($0.frame) <= snapshot.frame } ?? false
    }
    snapshot.mark(
      begun, diameters_nm: Dictionary(sized, uniquingKeysWith: { first, _ in first }),
      pixelAspect: chosen.imaging?.pixelAspect ?? 1)
    result.snapshot = snapshot
  }
}
