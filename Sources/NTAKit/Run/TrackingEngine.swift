import NTAAnalysis
import NTAVideo

/// Detects and links the particles of one position, block by block.
struct TrackingEngine: Sendable {
  private let settings: MeasurementSettings
  private let interval_s: Double
  /// Statistics of the grey levels in the first block.
  private let pixels: PixelStatistics
  let polarity: SpotPolarity
  /// Hash of the first frame, used to find copies of a video.
  private let fingerprint: UInt64
  /// Width of a pixel divided by its height; coordinates are in units of the shorter side.
  private let pixelAspect: Double
  private let width: Int
  private let height: Int
  /// One detector per thread, all with the same parameters.
  private var detectors: [FrameDetector]
  private let scale: FixedPointScale
  /// Quantisation of the lossy codec, if it is known.
  private let coding: JPEGQuantisation?
  /// Noise of a pixel before compression.
  private let recordedNoise: JPEGQuantisation.Noise
  /// Median grey level of the background, as recorded.
  private let backgroundLevel: Float

  /// Lower limit of the noise used for the threshold, as a fraction of the noise before compression.
  ///
  /// Compression that removes more noise than this removes as much of the spots at the detection
  /// threshold. If it removes all the noise, the few coefficients that are left look like spots; in
  /// this case the full noise before compression is used.
  private static let minimumNoiseFraction: Float = 0.7
  private var linker: Linker?
  private var sorter: TrackSorter
  private var steps: DisplacementLog
  /// Where the tracks are stored.
  private let store: SpillFile
  private var times: [Double] = []
  private var lastIndex = -1
  private(set) var framesAnalysed = 0
  /// Indices of the analysed frames.
  private var analysedFrames: [Int32] = []
  private var detectionCount = 0
  private var overlaps: CoincidenceLoss
  private var saturatedCount = 0
  private var limitSum = 0.0

  /// Memory, in bytes, for the tracks of a position before they are sorted.
  private static let sorterMemory = 4 << 20
  /// Number of points after which the beginning of a track is moved to the store; tracks of immobile
  /// particles can be as long as the recording.
  private static let longestSegment = 1024

  /// Creates an engine and measures the spot width, noise and saturation from the first block.
  ///
  /// - Parameters:
  ///   - firstBlock: at least one frame.
  ///   - stamps: index and time of each of these frames.
  ///   - interval_s: the container's time between frames; nil uses the median of the stamps.
  ///   - quantisation: quantisation of the lossy codec, if it is known.
  ///   - pixelAspect: width of a pixel divided by its height, > 0.
  ///   - settings: the settings of the measurement.
  ///   - store: where the tracks are stored.
  ///   - threads: number of frames in which spots are detected at once, at least 1.
  init(
    firstBlock: ArraySlice<CompactFrame>, stamps: [FrameStamp], interval_s: Double?,
    quantisation: BlockQuantisation? = nil, pixelAspect: Double = 1, settings: MeasurementSettings,
    store: SpillFile = SpillFile(), threads: Int = 1
  ) {
    self.store = store
    let unsorted = store.sibling(memory: Self.sorterMemory)
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
        (recordedNoise.isLost ? 1 : Self.minimumNoiseFraction) * recordedNoise.deviation
    }
    detector.noiseFloor = max(detector.noiseFloor, scale.noiseFloor)
    detectors = [FrameDetector](
      repeating: FrameDetector(detector, width: first.width, height: first.height),
      count: min(max(threads, 1), [FrameDetector].maximumConcurrency(frames: firstBlock.count)))
    detectors.setBackground(survey.background)
    overlaps = CoincidenceLoss(
      spotSigma_px: model.sigma_px, width: first.width, height: first.height)
  }

  private var model: ImagingModel { detectors[0].detector.model }

  /// Determines the static background of later blocks.
  var staticBackgroundSearch: StaticBackgroundSearch {
    StaticBackgroundSearch(scale: scale, spotSigma: model.sigma_px)
  }

  /// Detects and links the particles in a block, and calls `meanwhile` on another thread.
  mutating func process(_ block: FrameBlock, meanwhile: @escaping @Sendable () -> Void = {}) {
    let (frames, stamps) = (block.frames, block.stamps)
    // The background of the first block is known from the survey.
    if framesAnalysed > 0,
      let background = block.background ?? staticBackgroundSearch.structures(in: block)
    {
      detectors.setBackground(background)
    }
    var found = detectors.find(in: frames, meanwhile: meanwhile)
    if let regions = settings.excludedRegions?.value {
      for index in found.indices { found[index].exclude(regions) }
    }
    if pixelAspect != 1 {
      for index in found.indices { found[index].makeSquare(pixelAspect: Float(pixelAspect)) }
    }
    for (index, frame) in found.enumerated() {
      // Consecutive frames show nearly the same pairs of spots, so every fourth frame is enough.
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
    for segment in linker?.takeSegments(longerThan: Self.longestSegment) ?? [] {
      sorter.add(segment: segment)
    }
  }

  /// Ends all tracks and returns the position.
  ///
  /// - Parameters:
  ///   - source: the position.
  ///   - tally: number of frames expected, damaged and missing.
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
      saturatedFraction: Double(saturatedCount) / Double(max(detectionCount, 1)),
      coincidenceFraction: overlaps.coincidenceFraction,
      limitAmplitude: limitSum / Double(max(framesAnalysed, 1)),
      injectionConditions: conditions(compression), compression: compression, pixels: pixels,
      fingerprint: fingerprint, pixelAspect: pixelAspect,
      excludedFraction: settings.excludedRegions?.value.share(width: width, height: height) ?? 0,
      detectionsPerFrame: Double(detectionCount) / Double(max(framesAnalysed, 1)))
    return result
  }

  /// What is known about the lossy compression of the recording.
  ///
  /// - Parameter isLossy: whether the codec changes grey levels.
  /// - Returns: nil for a lossless codec.
  private func compression(isLossy: Bool) -> LossyCompression? {
    guard isLossy else { return nil }
    return coding == nil ? .unknown : recordedNoise.isLost ? .noiseLost : .known
  }

  /// The conditions under which simulated spots are injected to test the detection.
  ///
  /// - Parameter compression: what is known about lossy compression; nil for a lossless codec.
  /// - Returns: nil if the effect of the codec is unknown, or if no frames were analysed.
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

  /// Appends the time of a frame, and evenly spaced times for the frames missing before it.
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

/// Determines the static background of the blocks of one position.
struct StaticBackgroundSearch: Sendable {
  var scale: FixedPointScale
  var spotSigma: Float

  /// The static background of a block; nil for a short last block, for which the background of the
  /// block before is kept.
  func structures(in block: FrameBlock) -> FloatImage? {
    guard block.count >= StaticBackground.sampleCount else { return nil }
    return StaticBackground(of: block.frames, scale: scale).structures(spotSigma: spotSigma)
  }
}

extension MeasurementSettings {
  /// Mean squared displacement per frame, in px², of the smallest particle that linking must follow.
  func fastestStep_px2(interval_s: Double) -> Double {
    let liquid = StokesEinstein(
      temperature_C: self.temperature_C.value, viscosity_mPas: self.viscosity_mPas.value)
    let diffusion = liquid.diffusion_um2_per_s(diameter_nm: self.smallestDiameter_nm.value)
    return 4 * diffusion * interval_s / (self.pixelSize_um.value * self.pixelSize_um.value)
  }
}
