/// What one position yields before anything is sized.
struct PositionRecord: Sendable {
  var source: PositionSource
  var width: Int
  var height: Int
  /// Time between frames, s.
  var interval_s: Double
  /// Time of each frame index, s; indices of lost frames are filled in.
  var frameTimes_s: [Double]
  /// Frames that were analysed.
  var framesAnalysed: Int
  var tally: FrameTally
  var spots: SpotModel
  var tracks: TrackList
  /// Common motion of the particles.
  var drift: Drift
  /// Detections that were at the camera's limit, of all.
  var saturatedShare: Double
  /// Particles that melted with others for each one that was seen.
  var lostPerSeen: Double
  /// Mean height of a spot at the detection threshold, grey levels.
  var limitHeight: Double
  /// What spots of known light would be drawn by; nil where the codec's work is not known.
  var conditions: DetectionTrial.Conditions?
  /// A frame to show in the report.
  var still: StillFrame?
  /// Frames that were left out because they only repeat the one before.
  var repeatedFrames = 0
  /// True when the file says that rows of a frame were taken at two times.
  var isInterlaced = false
  /// What is known of compression with loss; nil without.
  var compression: LossyCompression?

  /// Frames the container promised, or that were met, if it promises none.
  var framesPromised: Int? { tally.expected }
  /// True when frames are missing from the end or were not whole.
  var isDamaged: Bool { tally.damaged > 0 || tally.droppedPackets > 0 || tally.missing > 0 }
}

/// Follows the particles of one position after another: decode, background, detect, link, frame by
/// frame.
///
/// Frames are held a block at a time, since the still light of a block must be known before its
/// spots are searched; memory does not grow with the length of the recording. The block is kept
/// from one position to the next.
struct PositionTracker: Sendable {
  let settings: MeasurementSettings
  /// Where the tracks are kept.
  let scratch: ScratchFile
  private var block: [CompactFrame] = []

  /// Pixels of the frames held at once; 64 frames of 640 × 480.
  private static let blockPixels = 30_000_000

  init(settings: MeasurementSettings, scratch: ScratchFile = ScratchFile()) {
    (self.settings, self.scratch) = (settings, scratch)
  }

  /// Follows the particles of one position.
  ///
  /// - Parameters:
  ///   - source: the position.
  ///   - progress: called after each block with the frames done, and expected if that is known.
  /// - Returns: what was found.
  /// - Throws: ``DecodeError`` when there is no video that can be measured.
  mutating func track(
    _ source: PositionSource, progress: (Int, Int?) -> Void
  ) throws(DecodeError) -> PositionRecord {
    var reader = try VideoReader.opening(
      source.source, frames: source.frames, frameRate_hz: settings.frameRate_hz?.value)
    let width = reader.properties.width
    let height = reader.properties.height
    try PictureLimits.checkMeasurable(width: width, height: height, file: source.fileName)
    let blockLength = min(max(Self.blockPixels / (width * height), 16), 64)
    var frame = GrayImage(width: 1, height: 1)
    var stamps: [FrameStamp] = []
    var engine: TrackingEngine?
    var still: StillFrame?
    // Where the frame before is held, if there was one.
    var last: Int?
    var repeated = 0
    while true {
      var filled = 0
      stamps.removeAll(keepingCapacity: true)
      while filled < blockLength {
        makeRoom(at: filled, width: width, height: height)
        guard let stamp = try reader.next(into: &block[filled], through: &frame) else { break }
        if stamp.isDamaged { continue }
        // No camera takes the same frame twice: a recorder wrote it again in place of a lost one.
        if let last, block[last].hasSamples(of: block[filled]) {
          repeated += 1
          continue
        }
        stamps.append(stamp)
        last = filled
        filled += 1
      }
      if filled == 0 { break }
      let frames = block[0..<filled]
      if engine == nil {
        engine = TrackingEngine(
          firstBlock: frames, stamps: stamps, interval_s: reader.properties.frameInterval_s,
          quantisation: reader.properties.blockQuantisation, settings: settings, scratch: scratch)
        still = StillFrame(
          of: frames[filled / 2].image, frame: stamps[filled / 2].index, position: source.index,
          polarity: settings.polarity.value)
      }
      engine?.process(frames, stamps: stamps)
      progress(engine?.framesAnalysed ?? 0, reader.tally.expected)
      if filled < blockLength || scratch.hasFailed { break }
    }
    guard let engine else { throw DecodeError.noFrames(file: source.fileName) }
    let compression = engine.compression(isLossy: reader.properties.isLossy)
    let conditions = engine.conditions(compression)
    var record = engine.record(of: source, width: width, height: height, tally: reader.tally)
    record.still = still
    record.repeatedFrames = repeated
    record.isInterlaced = reader.properties.isInterlaced
    record.compression = compression
    record.conditions = conditions
    return record
  }

  /// Makes sure that a place of the block, which positions of another size may have left behind, holds
  /// a frame of this one's.
  private mutating func makeRoom(at place: Int, width: Int, height: Int) {
    if place == block.count {
      block.append(CompactFrame(width: width, height: height))
    } else if block[place].width != width || block[place].height != height {
      block[place] = CompactFrame(width: width, height: height)
    }
  }
}
