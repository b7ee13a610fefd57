import NTAAnalysis
import NTAVideo

/// What was found in one position, before anything is sized.
struct PositionAnalysis: Sendable {
  /// From 1, in the order of the run.
  var index: Int
  /// File name of the video; empty for tracks that came without pictures.
  var file = ""
  /// Section of the video, from 1.
  var section = 1
  /// Why the position could not be read; nil where frames were.
  var failure: DecodeError?
  /// Whether frames are missing or damaged.
  var isDamaged = false
  /// Frames analysed.
  var frames: Int
  /// Frames the container promised, if it promises any.
  var framesExpected: Int?
  /// Index of the first damaged frame, if there is one.
  var firstDamagedFrame: Int?
  /// Time between frames, s.
  var interval_s: Double
  /// The tracks, in px.
  var tracks: PositionTracks
  /// Common motion of the particles.
  var drift: Drift
  /// Flow that differs from place to place; nil where none is significant.
  var flow: VelocityField?
  /// Indices of the frames that were analysed, rising; empty for tracks without pictures.
  var analysedFrames: [Int32] = []
  /// True numbers of the frames, where frames are missing without a gap in the file's times.
  var frameNumbers: FrameNumbers?
  /// Ratios of squared displacements of the frame intervals; nil before they were looked at.
  var intervals: FrameIntervals?
  /// What the pictures say; nil for tracks that came without them.
  var imaging: Imaging?

  /// What the pictures of a position say.
  struct Imaging: Sendable {
    var width_px: Int
    var height_px: Int
    /// PSF, noise and threshold.
    var model: ImagingModel
    /// Share of the detections that are saturated.
    var saturatedShare: Double
    /// Particles lost to coincidence for each one detected.
    var coincidenceFraction: Double
    /// Mean amplitude of a spot at the detection threshold, grey levels.
    var limitAmplitude: Double
    /// What simulated spots are drawn by; nil where the effect of the codec is unknown.
    var injectionConditions: InjectionRecovery.Conditions?
    /// What is known of lossy compression; nil without.
    var compression: LossyCompression?
    /// What the grey levels say about how the recording came about.
    var pixels: PixelStatistics?
    /// Hash of the first frame.
    var fingerprint: UInt64 = 0
    /// Width of a pixel over its height.
    var pixelAspect = 1.0
    /// The polarity that spots were searched with.
    var usedPolarity = Polarity.bright
    /// Share of the picture that was left out because something drawn onto it changes there.
    var overlayFraction = 0.0
    /// Frames per second by the container itself.
    var containerRate_hz: Double?
    /// Mean number of detections per frame.
    var detectionsPerFrame = 0.0
    /// Frames left out because they only repeat the one before.
    var repeatedFrames = 0
    /// True when the file says that the rows of a frame were recorded at two times.
    var isInterlaced = false
    /// A frame to show in the report.
    var snapshot: Snapshot?

    /// Area of a pixel over the square of its shorter side.
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

  /// A position from its tracks, whose drift is estimated.
  init(_ tracks: PositionTracks) {
    let times = tracks.frameTimes_s
    let interval_s =
      times.count >= 2 ? (times[times.count - 1] - times[0]) / Double(times.count - 1) : 1
    self.init(
      index: tracks.position, frames: times.count, interval_s: interval_s, tracks: tracks,
      drift: Drift(of: tracks.tracks, frameCount: times.count, interval_s: interval_s))
  }

  /// Smaller dead areas are hot pixels and the like, and no part of the field of view is missing.
  private static let smallestDeadFraction = 0.01

  /// Field of view in which spots are detected; nil for tracks that came without pictures.
  func area_um2(pixelSize_um pixel: Double) -> Double? {
    guard let imaging else { return nil }
    // The outermost pixels are never local maxima, so spots there are not detected.
    let seen = max(imaging.width_px - 2, 0) * max(imaging.height_px - 2, 0)
    let dead = imaging.pixels?.deadFraction ?? 0
    let lit = (dead > Self.smallestDeadFraction ? 1 - dead : 1) - imaging.overlayFraction
    return seen > 0 ? Double(seen) * lit * imaging.pixelAspectFactor * pixel * pixel : nil
  }

  /// Mean drift.
  func drift_um_per_s(pixelSize_um: Double) -> SIMD2<Double> {
    let mean = drift.mean_px * (pixelSize_um / interval_s)
    guard let numbers = frameNumbers?.numbers, let first = numbers.first, let last = numbers.last,
      last > first
    else { return mean }
    // Intervals of the file for each true one.
    return mean * (Double(numbers.count - 1) / Double(last - first))
  }

  /// Every track of at least two points, drift removed.
  func trajectories(pixelSize_um: Double) -> Trajectories {
    Trajectories(
      tracks, drift: drift, flow: flow, pixelSize_um: pixelSize_um, frameNumbers: frameNumbers)
  }

  /// The same with the flow that differs from place to place.
  func measuringFlow() -> PositionAnalysis {
    var map = VelocityMap()
    let times_s = frameNumbers?.times_s ?? tracks.frameTimes_s
    for track in tracks.tracks { map.add(track, drift: drift, frameTimes_s: times_s) }
    var result = self
    result.flow = VelocityField(map)
    return result
  }

  /// Intervals from which particles are too far to be linked with certainty, in frames.
  static let longestLinked = 4

  /// The same with the true length of each frame interval, as the displacements say it.
  ///
  /// Over a longer pause the search range holds only the wrong particles, so tracks end there.
  ///
  /// - Parameter store: where tracks go that are rewritten; nil keeps them in memory.
  /// - Returns: the position with the numbers of its frames, if they are not those of the file.
  func correctingFrameIntervals(in store: (any SpillStore)?) -> PositionAnalysis {
    var found = FrameIntervals(intervals: tracks.frameTimes_s.count - 1)
    for track in trajectories(pixelSize_um: 1) { found.add(track) }
    var result = self
    result.intervals = found
    // Times that were corrected already are even.
    guard frameNumbers == nil else { return result }
    let lengths = found.unusual
    result.frameNumbers = FrameNumbers.filling(
      lengths, times_s: tracks.frameTimes_s, interval_s: interval_s)
    let pauses = lengths.filter { $0.value > Self.longestLinked }
    if !pauses.isEmpty {
      result.tracks.tracks = tracks.tracks.splitting(after: Set(pauses.keys), in: store)
    }
    return result
  }

  /// Gaussian sigma of a spot; nil where no spots were measured.
  var spotSigma_px: Double? {
    imaging.flatMap { $0.model.spotCount > 0 ? Double($0.model.sigma_px) : nil }
  }

  /// The same with amplitudes as they were before lossy coding, on average.
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
