/// One position ready to be sized: trajectories without drift, and what else was seen.
struct PositionObservation: Sendable {
  var index: Int
  var file: String
  var section: Int
  var isDamaged: Bool
  /// Frames analysed.
  var frames: Int
  var framesExpected: Int?
  /// Field of view in µm²; nil for tracks without pictures.
  var area_um2: Double?
  var width_px: Int?
  var height_px: Int?
  var interval_s: Double
  /// Common motion, µm/s.
  var drift_um_per_s: SIMD2<Double>
  private let drift: Drift
  private let pixelSize_um: Double
  var spotSigma_px: Double?
  var saturatedShare: Double
  /// Particles that melted with others for each one that was seen.
  var coincidenceFraction = 0.0
  /// Mean height of a spot at the detection threshold, grey levels; nil without pictures.
  var limitAmplitude: Double?
  /// What spots of known light would be drawn by; nil without pictures.
  var conditions: InjectionRecovery.Conditions?
  /// Detection threshold in deviations of the noise; nil without pictures.
  var threshold: Double?
  /// Frames left out as repetitions of the one before.
  var repeatedFrames = 0
  var isInterlaced = false
  /// What is known of compression with loss; nil without.
  var compression: LossyCompression?
  var tracks: PositionTracks
  /// A frame to show; nil for tracks without pictures.
  var still: Snapshot?

  init(_ outcome: PositionOutcome, settings: MeasurementSettings) {
    let record = outcome.record
    let tracks = PositionTracks(
      position: outcome.source.index, frameTimes_s: record?.frameTimes_s ?? [],
      tracks: record?.tracks ?? TrackList([]))
    self.init(
      tracks, settings: settings, interval_s: record?.interval_s, drift: record?.drift)
    file = outcome.source.fileName
    section = outcome.source.section
    isDamaged = outcome.isDamaged
    frames = record?.framesAnalysed ?? 0
    framesExpected = record?.framesPromised
    if let record {
      let pixel = settings.pixelSize_um.value
      still = record.still
      width_px = record.width
      height_px = record.height
      // The outermost pixels are never peaks: spots there are not detected.
      let seen = max(record.width - 2, 0) * max(record.height - 2, 0)
      area_um2 = seen > 0 ? Double(seen) * pixel * pixel : nil
      spotSigma_px = record.spots.spotCount > 0 ? Double(record.spots.sigma_px) : nil
      saturatedShare = record.saturatedShare
      coincidenceFraction = record.coincidenceFraction
      limitAmplitude = record.limitAmplitude
      conditions = record.conditions
      repeatedFrames = record.repeatedFrames
      isInterlaced = record.isInterlaced
      compression = record.compression
      threshold = Double(record.spots.threshold)
    }
  }

  /// A position from its tracks.
  ///
  /// - Parameters:
  ///   - tracks: the tracks, in px.
  ///   - settings: what the pixels cannot tell.
  ///   - interval_s: time between frames; nil takes it from those of the tracks.
  ///   - drift: common motion of the tracks; nil has it estimated.
  init(
    _ tracks: PositionTracks, settings: MeasurementSettings, interval_s: Double? = nil,
    drift: Drift? = nil
  ) {
    index = tracks.position
    file = ""
    section = 1
    isDamaged = false
    frames = tracks.frameTimes_s.count
    saturatedShare = 0
    let times = tracks.frameTimes_s
    let interval =
      interval_s
      ?? (times.count >= 2 ? (times[times.count - 1] - times[0]) / Double(times.count - 1) : 1)
    self.interval_s = interval
    let drift =
      drift ?? Drift(of: tracks.tracks, frameCount: times.count, interval_s: interval)
    pixelSize_um = settings.pixelSize_um.value
    drift_um_per_s = drift.mean_px * (pixelSize_um / interval)
    self.drift = drift
    self.tracks = tracks
  }

  /// Every track of at least two points.
  var trajectories: Trajectories {
    Trajectories(tracks, drift: drift, pixelSize_um: pixelSize_um)
  }
}

extension PositionObservation {
  /// The same with heights as they were before coding with loss, on average.
  func undoingCoding(_ response: AmplitudeResponse?) -> PositionObservation {
    guard let response, conditions?.coding != nil else { return self }
    var result = self
    result.tracks.tracks.response = response
    result.limitAmplitude = limitAmplitude.map { response.light(ofHeight: $0) }
    return result
  }
}
