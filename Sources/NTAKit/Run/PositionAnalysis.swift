import NTAAnalysis
import NTAVideo

/// Tracks, drift and image properties of one position, before its tracks are sized.
struct PositionAnalysis: Sendable {
  /// Position number, from 1, in the order of the run.
  var index: Int
  /// File name of the video; empty for tracks without a video.
  var file = ""
  /// Section of the video, from 1.
  var section = 1
  /// The error if the position could not be read.
  var failure: DecodeError?
  /// Whether frames are missing or damaged.
  var isDamaged = false
  /// Number of frames analysed.
  var frames: Int
  /// Number of frames that the container states, if it states one.
  var framesExpected: Int?
  /// Index of the first damaged frame, if there is one.
  var firstDamagedFrame: Int?
  /// Time between frames, s.
  var interval_s: Double
  /// The tracks, in px.
  var tracks: PositionTracks
  /// Whether the tracks state their localisation variances, as those of a video do.
  var statesVariances = true
  /// Smallest amplitude that counts, for tracks that came with amplitudes but without a video.
  var trackedLimit: Double?
  /// Drift of the particles.
  var drift: Drift
  /// Flow that varies over the field of view; nil if none is significant.
  var flow: VelocityField?
  /// Indices of the analysed frames, in ascending order; empty for tracks without a video.
  var analysedFrames: [Int32] = []
  /// True frame numbers, if frames are missing without a gap in the file's times.
  var frameNumbers: FrameNumbers?
  /// Ratios of squared displacements of the frame intervals; nil before they are measured.
  var intervals: FrameIntervals?
  /// Indices of the frames with which nearly all tracks end, while others begin elsewhere.
  var breaks: [Int] = []
  /// Indices of the frames before a pause: nearly all tracks end, and go on nearby.
  var pauses: Set<Int> = []
  /// Image properties; nil for tracks without a video.
  var imaging: Imaging?

  /// Image properties of a position.
  struct Imaging: Sendable {
    var width_px: Int
    var height_px: Int
    /// PSF, noise and threshold.
    var model: ImagingModel
    /// Format of the recording; nil if unknown.
    var format: RecordingFormat?
    /// Fraction of the detections that are saturated.
    var saturatedFraction: Double
    /// Number of particles lost to coincidence per particle detected.
    var coincidenceFraction: Double
    /// Mean amplitude of a spot at the detection threshold, grey levels.
    var limitAmplitude: Double
    /// Conditions under which simulated spots are injected; nil if the effect of the codec is unknown.
    var injectionConditions: InjectionRecovery.Conditions?
    /// What is known about lossy compression; nil for a lossless codec.
    var compression: LossyCompression?
    /// Statistics of the grey levels.
    var pixels: PixelStatistics?
    /// Hash of the first frame.
    var fingerprint: UInt64 = 0
    /// Width of a pixel divided by its height.
    var pixelAspect = 1.0
    /// The polarity with which spots were detected.
    var usedPolarity = Polarity.bright
    /// Fraction of the image that was left out because of an overlay.
    var overlayFraction = 0.0
    /// Fraction of the image that the settings exclude.
    var excludedFraction = 0.0
    /// Frames per second stated by the container.
    var containerRate_hz: Double?
    /// Frames per second that the file states where its times say otherwise.
    var statedRate_hz: Double?
    /// Mean number of detections per frame.
    var detectionsPerFrame = 0.0
    /// Number of frames left out because they repeat the frame before.
    var repeatedFrames = 0
    /// True if the file states that its frames are interlaced.
    var isInterlaced = false
    /// True if the pictures have the colours of a colour map.
    var hasFalseColours = false
    /// A frame for the report.
    var snapshot: Snapshot?

    /// Area of a pixel divided by the square of its shorter side.
    var pixelAspectFactor: Double { max(pixelAspect, 1 / max(pixelAspect, 1e-9)) }
  }
}

extension PositionAnalysis {
  /// A position that could not be read.
  init(_ source: PositionSource, failure: DecodeError) {
    self.init(PositionTracks(position: source.index, frameTimes_s: [], tracks: []))
    (file, section) = (source.fileName, source.section)
    self.failure = failure
    isDamaged = true
  }

  /// A position from its tracks; the drift is estimated from them.
  init(_ tracks: PositionTracks) {
    let times = tracks.frameTimes_s
    let interval_s =
      times.count >= 2 ? (times[times.count - 1] - times[0]) / Double(times.count - 1) : 1
    self.init(
      index: tracks.position, frames: times.count, interval_s: interval_s, tracks: tracks,
      drift: Drift(of: tracks.tracks, frameCount: times.count, interval_s: interval_s))
  }

  /// Dead areas up to this fraction are defective pixels and do not reduce the field of view.
  private static let smallestDeadFraction = 0.01

  /// Area of the field of view in which spots are detected; nil for tracks without a video.
  func area_um2(pixelSize_um pixel: Double) -> Double? {
    guard let imaging else { return nil }
    // The outermost pixels are never local maxima, so spots there are not detected.
    let seen = max(imaging.width_px - 2, 0) * max(imaging.height_px - 2, 0)
    let dead = imaging.pixels?.deadFraction ?? 0
    let lit =
      (dead > Self.smallestDeadFraction ? 1 - dead : 1) - imaging.overlayFraction
      - imaging.excludedFraction
    return seen > 0 ? Double(seen) * lit * imaging.pixelAspectFactor * pixel * pixel : nil
  }

  /// Mean drift.
  func drift_um_per_s(pixelSize_um: Double) -> SIMD2<Double> {
    let mean = drift.mean_px * (pixelSize_um / interval_s)
    guard let numbers = frameNumbers?.numbers, let first = numbers.first, let last = numbers.last,
      last > first
    else { return mean }
    // Number of intervals in the file per true interval.
    return mean * (Double(numbers.count - 1) / Double(last - first))
  }

  /// Every track of at least two points, with the drift removed.
  func trajectories(pixelSize_um: Double) -> Trajectories {
    Trajectories(
      tracks, drift: drift, flow: flow, pixelSize_um: pixelSize_um, frameNumbers: frameNumbers,
      statesVariances: statesVariances)
  }

  /// Measures the flow that varies over the field of view.
  func measuringFlow() -> PositionAnalysis {
    var map = VelocityMap()
    let times_s = frameNumbers?.times_s ?? tracks.frameTimes_s
    for track in tracks.tracks { map.add(track, drift: drift, frameTimes_s: times_s) }
    var result = self
    result.flow = VelocityField(map)
    return result
  }

  /// Longest interval, in frames, over which particles are linked reliably.
  static let longestLinkableInterval = 4

  /// Corrects the length of each frame interval, measured from the displacements of the particles.
  ///
  /// During a longer pause, a particle moves out of the search range, so any link across the pause
  /// joins different particles. Tracks are therefore split at such pauses.
  ///
  /// - Parameter store: where the split tracks are stored; nil keeps them in memory.
  /// - Returns: the position, with true frame numbers if they differ from those of the file.
  func correctingFrameIntervals(in store: (any SpillStore)?) -> PositionAnalysis {
    var found = FrameIntervals(intervals: tracks.frameTimes_s.count - 1)
    for track in trajectories(pixelSize_um: 1) { found.add(track) }
    var breaks = TrackBreaks(frames: tracks.frameTimes_s.count)
    for track in tracks.tracks { breaks.add(track) }
    var result = self
    result.intervals = found
    let ends = breaks.frames
    if !ends.isEmpty {
      var continuity = BreakContinuity(after: ends)
      for track in tracks.tracks { continuity.add(track) }
      result.breaks = ends.filter { !continuity.isSamePlace(after: $0) }
      result.pauses = Set(ends).subtracting(result.breaks)
    }
    // Times that have already been corrected are evenly spaced.
    guard frameNumbers == nil else { return result }
    let lengths = found.unusual
    result.frameNumbers = FrameNumbers.filling(
      lengths, times_s: tracks.frameTimes_s, interval_s: interval_s)
    let pauses = lengths.filter { $0.value > Self.longestLinkableInterval }
    if !pauses.isEmpty {
      result.pauses.formUnion(pauses.keys)
      result.tracks.tracks = tracks.tracks.splitting(after: Set(pauses.keys), in: store)
    }
    return result
  }

  /// Mean amplitude of a spot at the detection threshold; nil if brightness is unknown.
  var limitAmplitude: Double? { imaging?.limitAmplitude ?? trackedLimit }

  /// Gaussian sigma of a spot; nil if no spots were measured.
  var spotSigma_px: Double? {
    imaging.flatMap { $0.model.spotCount > 0 ? Double($0.model.sigma_px) : nil }
  }

  /// Corrects the amplitudes for the mean effect of lossy compression.
  func correctingAmplitudes(
    by response: AmplitudeResponse?, in store: (any SpillStore)?
  ) -> PositionAnalysis {
    guard let response, imaging?.injectionConditions?.coding != nil else { return self }
    var result = self
    result.tracks.tracks = tracks.tracks.mappingIntensity(in: store) {
      Float(response.trueAmplitude(measured: Double($0)))
    }
    result.imaging?.limitAmplitude = response.trueAmplitude(measured: imaging?.limitAmplitude ?? 0)
    return result
  }
}
