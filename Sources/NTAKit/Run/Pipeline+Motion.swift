import NTAAnalysis
import NTAVideo

/// The motion model, measured from the ensemble of tracks.
struct MeasuredMotion: Sendable {
  var model: MotionModel
  var findings = MotionModel.Findings()
  var displacement: DisplacementResult?
  /// Equally likely models, where the localisation error is not stated but measured.
  var alternatives: [MotionModel] = []
}

extension Pipeline {
  /// Stokes-Einstein relation of the liquid.
  var liquid: StokesEinstein {
    StokesEinstein(
      temperature_C: settings.temperature_C.value, viscosity_mPas: settings.viscosity_mPas.value)
  }

  /// Measures motion blur and localisation error from all undamaged positions.
  func measureMotion(_ positions: [PositionAnalysis]) -> MeasuredMotion {
    let sound = positions.filter { !$0.isDamaged || settings.allowDamaged }
    let exposure_s = settings.exposure_s.value
    let provisional = MotionModel(exposure_s: exposure_s, localizationScale: 1)
    let shortest = settings.minimumTrackLength.value
    let pixel = settings.pixelSize_um.value
    guard let interval = sound.first?.interval_s else { return MeasuredMotion(model: provisional) }
    let ensembles = parallelMap(
      sound, threads: settings.threads,
      worker: { ImmobilityTest(liquid: liquid, model: provisional) }
    ) { mobility, position in
      EnsembleMSD(
        ofMobile: position.trajectories(pixelSize_um: pixel), minimumTrackLength: shortest,
        interval_s: interval, mobility: &mobility)
    }
    var ensemble = EnsembleMSD(interval_s: interval)
    for own in ensembles { ensemble.add(own) }
    guard ensemble.trackCount > 0 else { return MeasuredMotion(model: provisional) }
    let (model, findings) = MotionModel.measured(from: ensemble, exposure_s: exposure_s)
    // The curve that is shown is the one the model was learnt from.
    let msd =
      (model.flowVariance_um2_per_s2 == .zero ? ensemble : ensemble.withoutFlow).msd_um2
    return MeasuredMotion(
      model: model, findings: findings,
      displacement: DisplacementResult(
        lags: Array(1..<msd.count + 1), msd_um2: msd, stride: model.stride,
        diffusion_um2_per_s: findings.diffusion_um2_per_s,
        diffusionStandardError_um2_per_s: findings.diffusionStandardError_um2_per_s,
        interval_s: interval,
        flow_um_per_s: Self.flow_um_per_s(positions, model: model, pixelSize_um: pixel)),
      alternatives: model.alternatives(ensemble, exposure_s: exposure_s))
  }

  /// Root mean square of the velocities at which particles are carried differently: the largest field
  /// of any position, and what differs at one place.
  private static func flow_um_per_s(
    _ positions: [PositionAnalysis], model: MotionModel, pixelSize_um: Double
  ) -> Double? {
    let field = positions.compactMap { $0.flow?.rms_px_per_s }.max() ?? 0
    let square =
      field * field * pixelSize_um * pixelSize_um + model.flowVariance_um2_per_s2.sum()
    return square > 0 ? square.squareRoot() : nil
  }
}
