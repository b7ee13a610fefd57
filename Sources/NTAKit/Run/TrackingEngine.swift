import NTAAnalysis
import NTAVideo

/// Turns the frames of one position into tracks, block by block.
struct TrackingEngine: Sendable {
  private let settings: MeasurementSettings
  private let interval_s: Double
  /// What the grey levels of the first block say about the recording.
  private let pixels: PixelStatistics
  let polarity: SpotPolarity
  /// Hash of the first frame, by which copies are found.
  private let fingerprint: UInt64
  /// Width of a pixel over its height; coordinates are in units of the shorter side.
  private let pixelAspect: Double
  private let width: Int
  private let height: Int
  /// One a thread, all alike.
  private var detectors: [FrameDetector]
  private let scale: FixedPointScale
  /// How blocks were coded, if that is known.
  private let coding: JPEGQuantisation?
  /// Noise of a pixel when it was recorded.
  private let recordedNoise: JPEGQuantisation.Noise
  /// Light without particles, grey levels as recorded.
  private let backgroundLevel: Float

  /// Part of the recorded noise that a threshold is never below.
  ///
  /// Coding that loses more noise takes as much off the spots that noise would just hide. Where it loses all,
  /// single coefficients are left, which look like spots: there the whole noise is believed.
  private static let believedNoise: Float = 0.7
  private var linker: Linker?
  private var sorter: TrackSorter
  private var steps: DisplacementLog
  /// Where the tracks stay.
  private let store: SpillFile
  private var times: [Double] = []
  private var lastIndex = -1
  private(set) var framesAnalysed = 0
  /// Indices of the frames that were analysed.
  private var analysedFrames: [Int32] = []
  private var detectionCount = 0
  private var overlaps: CoincidenceLoss
  private var saturatedCount = 0
  private var limitSum = 0.0

  /// Bytes of a position's tracks that are held in memory until they are sorted.
  private static let sortedInMemory = 4 << 20
  /// Points of a track that are held at once; what stands still is followed for as long as the
  /// recording goes on.
  private static let longestPart = 1024

  /// Surveys the first block: spot width, noise and saturation.
  ///
  /// - Parameters:
  ///   - firstBlock: at least one frame.
  ///   - stamps: their times, as many.
  ///   - interval_s: the container's time between frames; nil takes it from the stamps.
  ///   - quantisation: how blocks were coded, if that is known.
  ///   - pixelAspect: width of a pixel over its height, > 0.
  ///   - settings: what the pixels cannot tell.
  ///   - store: where the tracks are kept.
  ///   - threads: how many frames are looked at once, at least 1.
  init(
    firstBlock: ArraySlice<CompactFrame>, stamps: [FrameStamp], interval_s: Double?,
    quantisation: BlockQuantisation? = nil, pixelAspect: Double = 1, settings: MeasurementSettings,
    store: SpillFile = SpillFile(), threads: Int = 1
  ) {
    self.store = store
    let unsorted = store.sibling(memory: Self.sortedInMemory)
    sorter = TrackSorter(in: unsorted)
    steps = DisplacementLog(in: unsorted)
    self.settings = settings
    self.pixelAspect = pixelAspect
    self.interval_s = interval_s ?? Self.typicalInterval(stamps)
    let first = firstBlock[firstBlock.startIndex]
    (width, height) = (first.width, first.height)
    let survey = ImagingSurvey(of: firstBlock, polarity: settings.polarity.value)
    backgroundLevel = median(ofSamples: survey.frames[0].pixels)
    scale = survey.scale
    coding = survey.frames[0].whiteLevel == 255 ? quantisation.map(JPEGQuantisation.init) : nil
    recordedNoise =
      coding?.noiseBefore(survey.frames[0])
      ?? JPEGQuantisation.Noise(deviation: scale.noise, isLost: false)
    pixels = PixelStatistics.of(firstBlock)
    fingerprint = survey.frames[0].fingerprint
    let model = survey.model
    polarity = SpotPolarity.count(
      in: Array(survey.frames.prefix(2)), scale: scale, sigma_px: model.sigma_px)
    var detector = Detector(
      model: model, width: first.width, height: first.height, scale: scale)
    if coding != nil {
      detector.noiseFloor =
        (recordedNoise.isLost ? 1 : Self.believedNoise) * recordedNoise.deviation
    }
    detector.noiseFloor = max(detector.noiseFloor, scale.noiseFloor)
    detectors = [FrameDetector](
      repeating: FrameDetector(detector, width: first.width, height: first.height),
      count: min(max(threads, 1), [FrameDetector].mostAtOnce(frames: firstBlock.count)))
    detectors.setBackground(survey.background)
    overlaps = CoincidenceLoss(
      spotSigma_px: model.sigma_px, width: first.width, height: first.height)
  }

  private var model: ImagingModel { detectors[0].detector.model }

  /// How the static background of later blocks is found.
  var staticBackgroundSearch: StaticBackgroundSearch {
    StaticBackgroundSearch(scale: scale, spotSigma: model.sigma_px)
  }

  /// Detects and links the frames of a block; something else can be done meanwhile.
  mutating func process(_ block: FrameBlock, meanwhile: @escaping @Sendable () -> Void = {}) {
    let (frames, stamps) = (block.frames, block.stamps)
    // The first block's is known.
    if framesAnalysed > 0,
      let background = block.background ?? staticBackgroundSearch.structures(in: block)
    {
      detectors.setBackground(background)
    }
    var found = detectors.find(in: frames, meanwhile: meanwhile)
    if pixelAspect != 1 {
      for index in found.indices { found[index].makeSquare(pixelAspect: Float(pixelAspect)) }
    }
    for (index, frame) in found.enumerated() {
      // Neighbouring frames show nearly the same pairs.
      if index.isMultiple(of: 4) { overlaps.add(frame.detections) }
      detectionCount += frame.detections.count
      limitSum += Double(frame.limitAmplitude)
      saturatedCount += frame.detections.count { $0.isSaturated }
    }
    if linker == nil { linker = Linker(model: linkModel(for: found, stamps: stamps, frames)) }
    for (frame, stamp) in zip(found, stamps) {
      fillTimes(to: stamp)
      let time = stamp.time_s / interval_s
      linker?.link(frame.detections, frame: stamp.index, time: time)
      if let linker { steps.add(linker.steps_px, interval: stamp.index - 1) }
    }
    framesAnalysed += frames.count
    analysedFrames += stamps.map { Int32($0.index) }
    for track in linker?.takeEnded() ?? [] { sorter.add(track) }
    for part in linker?.takeParts(longerThan: Self.longestPart) ?? [] { sorter.add(part: part) }
  }

  /// Ends all tracks and hands everything over.
  ///
  /// - Parameters:
  ///   - source: the position.
  ///   - tally: frames promised, and what became of them.
  ///   - isLossy: whether the codec changes grey levels.
  /// - Returns: the position with its tracks.
  consuming func analysis(
    of source: PositionSource, tally: FrameTally, isLossy: Bool
  ) -> PositionAnalysis {
    linker?.finish()
    for track in linker?.takeEnded() ?? [] { sorter.add(track) }
    steps.seal()
    let compression = compression(isLossy: isLossy)
    var result = PositionAnalysis(
      index: source.index, frames: framesAnalysed, interval_s: interval_s,
      tracks: PositionTracks(
        position: source.index, frameTimes_s: times, tracks: sorter.numbered(in: store)),
      drift: Drift(of: steps, frameCount: times.count, interval_s: interval_s))
    (result.file, result.section) = (source.fileName, source.section)
    result.analysedFrames = analysedFrames
    result.framesExpected = tally.expected
    result.firstDamagedFrame = tally.firstDamagedFrame
    result.isDamaged = tally.damaged > 0 || tally.droppedPackets > 0 || tally.missing > 0
    result.imaging = PositionAnalysis.Imaging(
      width_px: width, height_px: height, model: model,
      saturatedShare: Double(saturatedCount) / Double(max(detectionCount, 1)),
      coincidenceFraction: overlaps.coincidenceFraction,
      limitAmplitude: limitSum / Double(max(framesAnalysed, 1)),
      injectionConditions: conditions(compression), compression: compression, pixels: pixels,
      fingerprint: fingerprint, pixelAspect: pixelAspect,
      detectionsPerFrame: Double(detectionCount) / Double(max(framesAnalysed, 1)))
    return result
  }

  /// What is known of compression with loss.
  ///
  /// - Parameter isLossy: whether the codec changes grey levels.
  /// - Returns: nil where it does not.
  private func compression(isLossy: Bool) -> LossyCompression? {
    guard isLossy else { return nil }
    return coding == nil ? .unknown : recordedNoise.isLost ? .noiseLost : .known
  }

  /// What spots of known light are to be drawn by, for a trial of the detection.
  ///
  /// - Parameter compression: what is known of compression with loss, if there is any.
  /// - Returns: nil when nothing is known, or nothing was analysed.
  private func conditions(_ compression: LossyCompression?) -> InjectionRecovery.Conditions? {
    guard framesAnalysed > 0, limitSum > 0, compression != .unknown else { return nil }
    return InjectionRecovery.Conditions(
      model: model, scale: scale,
      limitAmplitude: Float(limitSum / Double(framesAnalysed)),
      background: backgroundLevel, coding: coding, noise: recordedNoise.deviation)
  }

  private func linkModel(
    for found: [FrameDetections], stamps: [FrameStamp], _ frames: ArraySlice<CompactFrame>
  ) -> LinkModel {
    let first = frames[frames.startIndex]
    return LinkModelEstimation.learn(
      from: zip(found, stamps).map { (time: $1.time_s / interval_s, detections: $0.detections) },
      fastestStep_px2: Float(settings.fastestStep_px2(interval_s: interval_s)),
      area_px2: Float(first.width * first.height))
  }

  /// Writes the time of a frame, and even times for those lost before it.
  private mutating func fillTimes(to stamp: FrameStamp) {
    let lost = stamp.index - lastIndex
    let from = times.last ?? stamp.time_s - Double(lost) * interval_s
    for k in 1...max(lost, 1) {
      times.append(from + (stamp.time_s - from) * Double(k) / Double(max(lost, 1)))
    }
    lastIndex = stamp.index
  }

  private static func typicalInterval(_ stamps: [FrameStamp]) -> Double {
    guard stamps.count >= 2 else { return 1 }
    let gaps = zip(stamps.dropFirst(), stamps).map { ($0.time_s - $1.time_s) }
    return max(median(of: gaps), 1e-9)
  }
}

/// Finds what does not move in the blocks of one position.
struct StaticBackgroundSearch: Sendable {
  var scale: FixedPointScale
  var spotSigma: Float

  /// Nil for a short last block, which says little: what the one before said goes on.
  func structures(in block: FrameBlock) -> FloatImage? {
    guard block.count >= StaticBackground.sampleCount else { return nil }
    return StaticBackground(of: block.frames, scale: scale).structures(spotSigma: spotSigma)
  }
}

extension MeasurementSettings {
  /// Mean squared step, in px², of the smallest particle linking must follow.
  func fastestStep_px2(interval_s: Double) -> Double {
    let liquid = StokesEinstein(
      temperature_C: self.temperature_C.value, viscosity_mPas: self.viscosity_mPas.value)
    let diffusion = liquid.diffusion_um2_per_s(diameter_nm: self.smallestDiameter_nm.value)
    return 4 * diffusion * interval_s / (self.pixelSize_um.value * self.pixelSize_um.value)
  }
}
