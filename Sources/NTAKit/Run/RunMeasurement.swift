import Foundation

/// From the positions of a run to its result: diffusion > sizes > positions > distribution >
/// concentration.
struct RunMeasurement: Sendable {
  let settings: MeasurementSettings
  let keepsTracks: Bool
  /// Where sized tracks are kept.
  let scratch: SpillFile
  /// Resamples behind the 95 % intervals, at least 1.
  var resamples = Self.usualResamples
  private let grid = SizeGrid.standard

  static let usualResamples = 200

  init(settings: MeasurementSettings, keepsTracks: Bool, scratch: SpillFile) {
    self.settings = settings
    self.keepsTracks = keepsTracks
    self.scratch = scratch
  }

  private var liquid: StokesEinstein {
    StokesEinstein(
      temperature_C: settings.temperature_C.value, viscosity_mPas: settings.viscosity_mPas.value)
  }

  func measure(
    _ observations: [PositionObservation], sample: String?, warnings: [RunWarning]
  ) -> RunResult {
    let response = amplitudeResponse(observations)
    let observations = observations.map { $0.undoingCoding(response) }
    let motion = measureMotion(observations)
    let found = sizedTracks(observations, model: motion.model)
    let positions = PositionTable(observations, tracks: found.map(\.sized), settings: settings)
    let used = SizedTracks(
      found.indices.filter { positions.isUsed($0) }.map { found[$0].sized })
    let yield = MeasuredYield(
      tracks: used,
      detectionProbability: detectionProbability(
        found, observations, positions, response: response),
      observations: observations, positions: positions, settings: settings, liquid: liquid,
      grid: grid, resamples: resamples)
    var result = RunResult(
      sample: sample, videos: observations.map(\.file).filter { !$0.isEmpty }.uniqued,
      settings: settings, size: yield?.size, concentration: yield?.concentration,
      tracking: tracking(
        count: found.reduce(0) { $0 + $1.followed }, used: used, observations, motion.model),
      positions: positions.results(concentrations: yield?.concentrationOfPosition),
      particleList: ParticleList(
        used,
        ParticleList.Conversion(
          positions: observations.map(\.index), liquid: liquid, model: motion.model)),
      displacement: motion.displacement,
      tracks: keepsTracks ? observations.map(\.tracks) : [], warnings: warnings)
    result.addPictures(of: observations) { positions.isUsed($0) }
    result.warnings += RunWarning.found(
      in: result, findings: motion.findings, observations: observations)
    result.warnings += ConsistencyChecks(result, observations: observations).warnings
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
    guard let interval = sound.first?.interval_s else {
      return (provisional, MotionModel.Findings(), nil)
    }
    let ensembles = parallelMap(
      sound, threads: settings.threads, worker: { mobilityTest(provisional) }
    ) { mobility, observation in
      var moving = EnsembleMSD(interval_s: interval)
      for track in observation.trajectories
      where track.count >= shortest && mobility.isMobile(track) { moving.add(track) }
      return moving
    }
    var ensemble = EnsembleMSD(interval_s: interval)
    for own in ensembles { ensemble.add(own) }
    guard ensemble.trackCount > 0 else { return (provisional, MotionModel.Findings(), nil) }
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
  private func amplitudeResponse(_ observations: [PositionObservation]) -> AmplitudeResponse? {
    let conditions = observations.filter { !$0.isDamaged || settings.allowDamaged }
      .compactMap(\.conditions).sorted { $0.limitAmplitude < $1.limitAmplitude }
    guard !conditions.isEmpty else { return nil }
    return AmplitudeResponse(
      InjectionRecovery(
        conditions[conditions.count / 2],
        sightings: observations.reduce(0) { $0 + $1.tracks.tracks.pointCount },
        seed: settings.seed, threads: settings.threads))
  }

  private func mobilityTest(_ model: MotionModel) -> ImmobilityTest {
    ImmobilityTest(
      slowest_um2_per_s: liquid.diffusion_um2_per_s(diameter_nm: ImmobilityTest.largestDiameter_nm),
      model: model)
  }

  /// What sizing makes of a position's tracks.
  private struct Found: Sendable {
    var sized: SizedTrackLog
    /// Particles that stand still.
    var still: Set<Int> = []
    /// Tracks of two points or more.
    var followed = 0
  }

  /// Sizes every track that is long enough and moves, by observation.
  private func sizedTracks(
    _ observations: [PositionObservation], model: MotionModel
  ) -> [Found] {
    let shortest = max(settings.minimumTrackLength.value, 2 * model.stride + 1)
    return parallelMap(
      Array(observations.enumerated()), threads: settings.threads,
      worker: {
        (
          mobility: mobilityTest(model),
          sizer: TrackSizer(grid: grid, liquid: liquid, model: model)
        )
      }
    ) { worker, element in
      let (index, observation) = element
      let still = ImmobileSites.particles(observation.trajectories, mobility: &worker.mobility)
      var found = Found(sized: SizedTrackLog(in: scratch), still: still)
      for track in observation.trajectories {
        found.followed += 1
        guard track.count >= shortest else { continue }
        if !still.contains(track.particle), worker.mobility.isMobile(track) {
          found.sized.append(worker.sizer.size(track, observation: index))
        } else {
          found.still.insert(track.particle)
        }
      }
      found.sized.seal()
      return found
    }
  }

  /// How faint particles may be and still count; nil for tracks that came without pictures.
  private func detectionProbability(
    _ found: [Found], _ observations: [PositionObservation], _ positions: PositionTable,
    response: AmplitudeResponse?
  ) -> DetectionProbability? {
    let pooled = observations.indices.filter { positions.isUsed($0) }
    // The dimmest that every pooled position can see.
    guard let limit = pooled.compactMap({ observations[$0].limitAmplitude }).max(), limit > 0 else {
      return nil
    }
    let counted = DetectionProbability.counted(limit: limit)
    let heights = parallelMap(pooled, threads: settings.threads) { index in
      let observation = observations[index]
      let sigma = Float(observation.spotSigma_px ?? 1)
      let tracked = AmplitudeHistogram(counted: counted, of: found[index].sized.heights)
      var all = AmplitudeHistogram(counted: counted)
      for track in observation.tracks.tracks where !found[index].still.contains(track.particle) {
        for point in track.points {
          all.add(point.intensity, error: point.variance.squareRoot() / sigma)
        }
      }
      return (tracked: tracked, all: all)
    }
    var (tracked, all) = (
      AmplitudeHistogram(counted: counted), AmplitudeHistogram(counted: counted)
    )
    for own in heights {
      tracked.add(own.tracked)
      all.add(own.all)
    }
    let threshold = median(of: pooled.compactMap { observations[$0].threshold })
    var detectionProbability = DetectionProbability(
      limit: limit,
      relativeNoise: all.relativeNoise ?? 1 / (DetectionProbability.margin * max(threshold, 1)),
      tracked: tracked, all: all,
      coincidenceFraction: pooled.reduce(0) { $0 + observations[$1].coincidenceFraction }
        / Double(pooled.count))
    detectionProbability.response = response
    return detectionProbability
  }

  private func tracking(
    count: Int, used: SizedTracks, _ observations: [PositionObservation], _ model: MotionModel
  ) -> TrackingResult {
    var variance = 0.0
    var frames: [Double] = []
    for track in used.facts {
      variance += track.variance_um2 * model.localizationScale * Double(track.frames)
      frames.append(Double(track.frames))
    }
    let pooled = variance / max(frames.reduce(0, +), 1)
    return TrackingResult(
      count: count, used: used.count, medianFrames: median(of: frames),
      localizationError_nm: used.count == 0 || !pooled.isFinite ? nil : 1000 * pooled.squareRoot(),
      spotSigma_px: median(of: observations.compactMap(\.spotSigma_px)).nonZero)
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
