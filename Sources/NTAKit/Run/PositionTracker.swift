import NTAAnalysis
import NTAVideo

/// Tracks the particles of one position after another: decodes, subtracts the background, detects and
/// links.
///
/// Frames are held in memory block by block, because the static background of a block must be known
/// before spots are detected in it; memory does not grow with the length of the recording. With several
/// threads, spots are detected in several frames of a block at once while the next block is decoded.
/// The memory of the blocks is reused for the next position.
struct PositionTracker: Sendable {
  let settings: MeasurementSettings
  /// Where the tracks are stored.
  let store: SpillFile
  /// Number of threads for one position, at least 1.
  let threads: Int
  private var buffers: FrameBlocks.Buffers = (FrameBlock(), FrameBlock())

  init(settings: MeasurementSettings, store: SpillFile = SpillFile(), threads: Int = 1) {
    (self.settings, self.store, self.threads) = (settings, store, threads)
  }

  /// Tracks the particles of one position.
  ///
  /// - Parameters:
  ///   - source: the position.
  ///   - progress: called after each block with the number of frames analysed, and the number expected
  ///     if it is known.
  /// - Returns: the position with its tracks.
  /// - Throws: ``DecodeError`` if there is no video that can be measured.
  mutating func track(
    _ source: PositionSource, progress: (Int, Int?) -> Void
  ) throws(DecodeError) -> PositionAnalysis {
    let blocks = try FrameBlocks(
      source, frameRate_hz: settings.frameRate_hz?.value,
      pixelFormat: settings.pixelFormat?.value, channel: settings.channel?.value, in: buffers)
    buffers = (FrameBlock(), FrameBlock())
    defer { buffers = blocks.takeBuffers() }
    if blocks.properties.isOverlay { throw .isOverlay(file: source.fileName) }
    try blocks.advance()
    guard blocks.block.count > 0 else { throw .noFrames(file: source.fileName) }
    let properties = blocks.properties
    var (engine, polarity) = engine(for: blocks)
    let snapshot = snapshot(of: blocks.block, position: source.index, polarity: polarity)
    while blocks.block.count > 0 {
      let isLast = blocks.block.count < blocks.length
      let readsAhead = threads > 1 && !isLast
      let search = engine.staticBackgroundSearch
      engine.process(blocks.block) {
        if readsAhead { blocks.readAhead(background: search.structures(in:)) }
      }
      progress(engine.framesAnalysed, blocks.tally.expected)
      if isLast || store.hasFailed { break }
      try blocks.advance()
    }
    guard blocks.hasPicture else {
      throw .blankPictures(
        file: source.fileName, codec: properties.codec, pixelFormat: properties.pixelFormat)
    }
    var position = engine.analysis(
      of: source, tally: blocks.tally, isLossy: properties.isLossy)
    position.imaging?.format = RecordingFormat(properties)
    position.imaging?.repeatedFrames = blocks.repeated
    position.imaging?.hasFalseColours = properties.hasFalseColours
    position.imaging?.isInterlaced = properties.isInterlaced
    position.imaging?.snapshot = snapshot
    position.imaging?.containerRate_hz = properties.containerRate_hz
    position.imaging?.statedRate_hz = properties.statedRate_hz
    position.imaging?.usedPolarity = polarity
    return position.undoingRateConversion(statedRate_hz: settings.frameRate_hz?.value)
  }

  /// An engine that has surveyed the first block, and the polarity that it uses.
  ///
  /// Spots are detected with the polarity of most strong structures, whatever the settings state; the
  /// check of the polarity reports a difference.
  private func engine(for blocks: FrameBlocks) -> (TrackingEngine, Polarity) {
    func engine(_ settings: MeasurementSettings) -> TrackingEngine {
      TrackingEngine(
        firstBlock: blocks.block.frames, stamps: blocks.block.stamps,
        interval_s: blocks.properties.frameInterval_s,
        quantisation: blocks.properties.blockQuantisation,
        pixelAspect: blocks.properties.pixelAspect, settings: settings, store: store,
        threads: threads)
    }
    let first = engine(settings)
    guard first.polarity.isOpposite else { return (first, settings.polarity.value) }
    var other = settings
    other.polarity.value = settings.polarity.value == .bright ? .dark : .bright
    return (engine(other), other.polarity.value)
  }

  /// A frame for the report.
  private func snapshot(
    of block: FrameBlock, position: Int, polarity: Polarity
  ) -> Snapshot {
    let middle = block.count / 2
    return Snapshot(
      of: block.frames[middle].image, frame: block.stamps[middle].index, position: position,
      polarity: polarity)
  }
}
