import Foundation

/// From the positions of a run to its result: diffusion > sizes > positions > distribution >
/// concentration.
struct RunMeasurement: Sendable {
  let settings: MeasurementSettings
  let keepsTracks: Bool
  /// Resamples behind the 95 % intervals, at least 1.
  var resamples = Self.usualResamples
  private let grid = SizeGrid.standard

  static let usualResamples = 200

  init(settings: MeasurementSettings, keepsTracks: Bool) {
    self.settings = settings
    self.keepsTracks = keepsTracks
  }

  private var liquid: StokesEinstein {
    StokesEinstein(
      temperature_C: settings.temperature_C.value, viscosity_mPas: settings.viscosity_mPas.value)
  }

  func measure(
    _ observations: [PositionObservation], sample: String?, warnings: [RunWarning]
  ) -> RunResult {
    let response = heightResponse(observations)
    let observations = observations.map { $0.undoingCoding(response) }
    let motion = measureMotion(observations)
    let (tracks, still) = sizedTracks(observations, model: motion.model)
    let positions = PositionTable(
      observations, tracks: tracks, settings: settings)
    let used = tracks.filter { positions.isUsed($0.observation) }
    let yield = MeasuredYield(
      tracks: used,
      visibility: visibility(
        used, observations, positions, still: still, response: response),
      observations: observations, positions: positions, settings: settings, liquid: liquid,
      grid: grid, resamples: resamples)
    var result = RunResult(
      sample: sample, videos: observations.map(\.file).filter { !$0.isEmpty }.uniqued,
      settings: settings, size: yield?.size, concentration: yield?.concentration,
      tracking: tracking(tracks, used: used, observations, motion.model),
      positions: positions.results(concentrations: yield?.concentrationOfPosition),
      particles: used.map { particle($0, observations, motion.model) },
      displacement: motion.displacement,
      tracks: keepsTracks ? observations.map(\.tracks) : [], warnings: warnings)
    result.addPictures(of: observations) { positions.isUsed($0) }
    result.warnings += RunWarning.found(
      in: result, findings: motion.findings, observations: observations)
    result.warnings += MeaningChecks(result, observations: observations).warnings
    return result
  }

  /// Learns blur and localisation error from all positions that are whole.
  private func measureMotion(
    _ observations: [PositionObservation]
  ) -> (model: MotionModel, findings: MotionModel.Findings, displacement: DisplacementResult?) {
    let sound = observations.filter { !$0.isDamaged || settings.allowDamaged }
    let exposure = settings.exposure_s.value
    let provisional = MotionModel(exposure_s: exposure, localizationScale: 1)
    let shortest = settings.minimumTrackLength.value
    let moving = parallelMap(
      sound, threads: settings.threads, worker: { mobilityTest(provisional) }
    ) { mobility, observation in
      observation.trajectories.filter { $0.count >= shortest && mobility.isMobile($0) }
    }.flatMap { $0 }
    guard let interval = sound.first?.interval_s, !moving.isEmpty else {
      return (provisional, MotionModel.Findings(), nil)
    }
    let ensemble = EnsembleDisplacement(of: moving, interval_s: interval)
    let (model, findings) = MotionModel.measured(from: ensemble, exposure_s: exposure)
    let msd = ensemble.msd_um2
    let displacement = DisplacementResult(
      lags: Array(1..<msd.count + 1), msd_um2: msd, stride: model.stride,
      diffusion_um2_per_s: findings.diffusion_um2_per_s,
      diffusionStandardError_um2_per_s: findings.diffusionStandardError_um2_per_s,
      interval_s: interval)
    return (model, findings, displacement)
  }

  /// What the detector makes of spots, tried in the position of the median threshold; nil where the
  /// codec does what is not known, or there are no pictures.
  private func heightResponse(_ observations: [PositionObservation]) -> HeightResponse? {
    let conditions = observations.filter { !$0.isDamaged || settings.allowDamaged }
      .compactMap(\.conditions).sorted { $0.limitHeight < $1.limitHeight }
    guard !conditions.isEmpty else { return nil }
    return HeightResponse(
      DetectionTrial(conditions[conditions.count / 2], seed: settings.seed))
  }

  private func mobilityTest(_ model: MotionModel) -> MobilityTest {
    MobilityTest(
      slowest_um2_per_s: liquid.diffusion_um2_per_s(diameter_nm: MobilityTest.largestDiameter_nm),
      model: model)
  }

  /// Sizes every track that is long enough and moves; also names, by observation, what is still.
  private func sizedTracks(
    _ observations: [PositionObservation], model: MotionModel
  ) -> (tracks: [SizedTrack], still: [Set<Int>]) {
    let shortest = max(settings.minimumTrackLength.value, 2 * model.stride + 1)
    let found = parallelMap(
      Array(observations.enumerated()), threads: settings.threads,
      worker: {
        (
          mobility: mobilityTest(model),
          sizer: TrackSizer(grid: grid, liquid: liquid, model: model)
        )
      }
    ) { worker, element in
      let (index, observation) = element
      var sized: [SizedTrack] = []
      var still = StillSites.particles(observation.trajectories, mobility: &worker.mobility)
      for track in observation.trajectories where track.count >= shortest {
        if !still.contains(track.particle), worker.mobility.isMobile(track) {
          sized.append(worker.sizer.size(track, observation: index))
        } else {
          still.insert(track.particle)
        }
      }
      return (tracks: sized, still: still)
    }
    return (found.flatMap(\.tracks), found.map(\.still))
  }

  /// How faint particles may be and still count; nil for tracks that came without pictures.
  private func visibility(
    _ used: [SizedTrack], _ observations: [PositionObservation], _ positions: PositionTable,
    still: [Set<Int>], response: HeightResponse?
  ) -> Visibility? {
    let pooled = observations.indices.filter { positions.isUsed($0) }
    // The dimmest that every pooled position can see.
    guard let limit = pooled.compactMap({ observations[$0].limitHeight }).max(), limit > 0 else {
      return nil
    }
    let spots = pooled.flatMap { index in
      let sigma = Float(observations[index].spotSigma_px ?? 1)
      // Lazily: a long recording has millions of them.
      return observations[index].tracks.tracks.lazy.filter { !still[index].contains($0.particle) }
        .flatMap(\.points)
        .map { (height: $0.intensity, error: $0.variance.squareRoot() / sigma) }
    }
    let threshold = median(of: pooled.compactMap { observations[$0].threshold })
    var visibility = Visibility(
      limit: limit,
      relativeNoise: Visibility.relativeNoise(limit: limit, spots: spots)
        ?? 1 / (Visibility.margin * max(threshold, 1)),
      tracked: used.flatMap(\.brightness), all: spots.map(\.height))
    visibility.response = response
    return visibility
  }

  private func tracking(
    _ tracks: [SizedTrack], used: [SizedTrack], _ observations: [PositionObservation],
    _ model: MotionModel
  ) -> TrackingResult {
    let variance = used.map { $0.variance_um2 * model.localizationScale }
    let frames = used.map { Double($0.frames) }
    let pooled =
      zip(variance, frames).reduce(0) { $0 + $1.0 * $1.1 } / max(frames.reduce(0, +), 1)
    return TrackingResult(
      count: observations.reduce(0) { $0 + $1.trajectories.count }, used: used.count,
      medianFrames: median(of: frames),
      localizationError_nm: used.isEmpty || !pooled.isFinite ? nil : 1000 * pooled.squareRoot(),
      spotSigma_px: median(of: observations.compactMap(\.spotSigma_px)).nonZero)
  }

  private func particle(
    _ track: SizedTrack, _ observations: [PositionObservation], _ model: MotionModel
  ) -> ParticleResult {
    let d = track.diffusion
    return ParticleResult(
      position: observations[track.observation].index, particle: track.particle,
      firstFrame: track.firstFrame, frames: track.frames,
      diffusion_um2_per_s: d.value_um2_per_s,
      diffusionStandardError_um2_per_s: d.standardError_um2_per_s,
      diameter_nm: track.diameter_nm,
      diameterLower95_nm: liquid.diameter_nm(
        diffusion_um2_per_s: d.interval95_um2_per_s.upperBound),
      diameterUpper95_nm: liquid.diameter_nm(
        diffusion_um2_per_s: d.interval95_um2_per_s.lowerBound),
      intensity: track.intensity,
      localizationError_nm: 1000 * (track.variance_um2 * model.localizationScale).squareRoot(),
      x_um: track.x_um, y_um: track.y_um)
  }
}

extension Double {
  fileprivate var nonZero: Double? { self == 0 ? nil : self }
}

extension [String] {
  /// Each name once, in order of first appearance.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
