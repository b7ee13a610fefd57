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
  var spots: ImagingModel
  var tracks: TrackList
  /// Common motion of the particles.
  var drift: Drift
  /// Detections that were at the camera's limit, of all.
  var saturatedShare: Double
  /// Particles that melted with others for each one that was seen.
  var coincidenceFraction: Double
  /// Mean height of a spot at the detection threshold, grey levels.
  var limitAmplitude: Double
  /// What spots of known light would be drawn by; nil where the codec's work is not known.
  var conditions: InjectionRecovery.Conditions?
  /// A frame to show in the report.
  var still: Snapshot?
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
/// spots are searched; memory does not grow with the length of the recording. With several threads the
/// spots of a block are searched in several frames at once, while the next block is decoded. Blocks are
/// kept from one position to the next.
struct PositionTracker: Sendable {
  let settings: MeasurementSettings
  /// Where the tracks are kept.
  let scratch: SpillFile
  /// Threads for one position, at least 1.
  let threads: Int
  private var rooms: FrameBlocks.Rooms = (FrameBlock(), FrameBlock())

  init(settings: MeasurementSettings, scratch: SpillFile = SpillFile(), threads: Int = 1) {
    (self.settings, self.scratch, self.threads) = (settings, scratch, threads)
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
    let blocks = try FrameBlocks(
      source, frameRate_hz: settings.frameRate_hz?.value, in: rooms)
    rooms = (FrameBlock(), FrameBlock())
    defer { rooms = blocks.takeRooms() }
    try blocks.advance()
    guard blocks.block.count > 0 else { throw .noFrames(file: source.fileName) }
    let properties = blocks.properties
    var engine = TrackingEngine(
      firstBlock: blocks.block.frames, stamps: blocks.block.stamps,
      interval_s: properties.frameInterval_s, quantisation: properties.blockQuantisation,
      settings: settings, scratch: scratch, threads: threads)
    let still = stillFrame(of: blocks.block, position: source.index)
    while blocks.block.count > 0 {
      let isLast = blocks.block.count < blocks.length
      let readsAhead = threads > 1 && !isLast
      let search = engine.staticBackgroundSearch
      engine.process(blocks.block) {
        if readsAhead { blocks.readAhead(still: search.structures(in:)) }
      }
      progress(engine.framesAnalysed, blocks.tally.expected)
      if isLast || scratch.hasFailed { break }
      try blocks.advance()
    }
    let compression = engine.compression(isLossy: properties.isLossy)
    let conditions = engine.conditions(compression)
    var record = engine.record(
      of: source, width: properties.width, height: properties.height, tally: blocks.tally)
    record.still = still
    record.repeatedFrames = blocks.repeated
    record.isInterlaced = properties.isInterlaced
    record.compression = compression
    record.conditions = conditions
    return record
  }

  /// A frame to show in the report.
  private func stillFrame(of block: FrameBlock, position: Int) -> Snapshot {
    let middle = block.count / 2
    return Snapshot(
      of: block.frames[middle].image, frame: block.stamps[middle].index, position: position,
      polarity: settings.polarity.value)
  }
}
