import Foundation

/// The positions of a run side by side: what each holds, and which are pooled.
struct PositionTable: Sendable {
  private let observations: [PositionObservation]
  private let facts: [PositionSelection.Facts]
  private let d50: [Double?]
  private let intensity: [Double?]
  /// The reason why a position is left out, nil where it is used.
  let removals: [PositionResult.Removal?]

  /// Judges positions.
  ///
  /// - Parameters:
  ///   - observations: the positions.
  ///   - tracks: their sized tracks, a log a position.
  ///   - settings: what the pixels cannot tell.
  init(
    _ observations: [PositionObservation], tracks: [SizedTrackLog], settings: MeasurementSettings
  ) {
    self.observations = observations
    var facts: [PositionSelection.Facts] = []
    var medians: [Double?] = []
    var intensities: [Double?] = []
    for (observation, own) in zip(observations, tracks) {
      var diameters: [Double] = []
      var sightings = 0
      var brightness = 0.0
      for track in SizedTracks([own]).facts {
        diameters.append(track.diameter_nm)
        sightings += track.frames
        brightness += track.intensity * Double(track.frames)
      }
      let middle = median(of: diameters)
      // A median's standard error is 1.25 standard deviations over the root of the count.
      let spread = 1.4826 * median(of: diameters.map { abs($0 - middle) })
      let count = Double(max(own.count, 1))
      let drift = (observation.drift_um_per_s * observation.drift_um_per_s).sum().squareRoot()
      facts.append(
        PositionSelection.Facts(
          isDamaged: observation.isDamaged, tracks: own.count, drift_um_per_s: drift,
          particlesPerFrame: Double(sightings) / Double(max(observation.frames, 1)),
          d50_nm: middle,
          d50RelativeError: middle > 0 ? 1.25 * spread / middle / count.squareRoot() : 1,
          meanIntensity: sightings > 0 ? brightness / Double(sightings) : 0))
      medians.append(own.count == 0 ? nil : middle)
      intensities.append(
        own.count == 0 || !brightness.isFinite ? nil : brightness / Double(sightings))
    }
    self.facts = facts
    d50 = medians
    intensity = intensities
    removals = PositionSelection.removals(
      facts, limits: settings.positionLimits, allowDamaged: settings.allowDamaged)
  }

  func isUsed(_ observation: Int) -> Bool { removals[observation] == nil }

  /// The rows of `positions.csv`.
  func results(concentrations: [Double?]?) -> [PositionResult] {
    observations.indices.map { i in
      let o = observations[i]
      return PositionResult(
        index: o.index, file: o.file, section: o.section, removal: removals[i], frames: o.frames,
        framesExpected: o.framesExpected, particlesPerFrame: facts[i].particlesPerFrame,
        tracks: facts[i].tracks, d50_nm: d50[i], meanIntensity: intensity[i],
        driftX_um_per_s: o.drift_um_per_s.x, driftY_um_per_s: o.drift_um_per_s.y,
        concentration_per_mL: concentrations?[i])
    }
  }
}
