import NTAAnalysis
import NTAVideo

/// Some frames of a video that follow each other, with their times.
struct FrameBlock: Sendable {
  /// Buffers for frames; the first `count` hold the frames of the block.
  ///
  /// They are reused when the block is filled again.
  private var buffers: [CompactFrame] = []
  private(set) var stamps: [FrameStamp] = []
  /// Their static background, if it has been determined already.
  fileprivate(set) var background: FloatImage?

  /// Number of frames.
  var count: Int { stamps.count }

  /// The frames.
  var frames: ArraySlice<CompactFrame> { buffers[0..<count] }

  fileprivate mutating func removeAll() {
    stamps.removeAll(keepingCapacity: true)
    background = nil
  }

  /// Has the next frame of `reader` written behind those that are there; nil after the last.
  fileprivate mutating func read(
    from reader: inout VideoReader, through image: inout GrayImage
  ) throws(DecodeError) -> FrameStamp? {
    prepareBuffer(width: reader.properties.width, height: reader.properties.height)
    return try reader.next(into: &buffers[count], through: &image)
  }

  /// The frame behind the last one, which is what was read last if it was not kept.
  fileprivate var candidate: CompactFrame {
    _read { yield buffers[count] }
  }

  /// Makes the frame that was read last one of the block.
  fileprivate mutating func keep(_ stamp: FrameStamp) { stamps.append(stamp) }

  /// Ensures that the buffer behind the last frame has the size of this video's frames; one left by
  /// another video may differ.
  private mutating func prepareBuffer(width: Int, height: Int) {
    if count == buffers.count {
      buffers.append(CompactFrame(width: width, height: height))
    } else if buffers[count].width != width || buffers[count].height != height {
      buffers[count] = CompactFrame(width: width, height: height)
    }
  }
}

/// The frames of a video that are fit to be analysed, a block at a time.
///
/// Damaged frames are left out, and repetitions. While a block is worked on, one other thread may read
/// the next one.
final class FrameBlocks: @unchecked Sendable {
  let properties: VideoProperties
  /// Frames of a block; the last one has fewer.
  let length: Int
  /// Frames that were left out because they only repeat the one before.
  private(set) var repeated = 0
  private var reader: VideoReader
  private var image = GrayImage(width: 1, height: 1)
  private var current: FrameBlock
  private var next: FrameBlock
  /// The last frame of the block before.
  private var last: CompactFrame?
  /// What came of reading ahead; nil if that was not done.
  private var readingAhead: Result<Void, DecodeError>?

  /// The memory of two blocks; the second is used for reading ahead.
  typealias Buffers = (current: FrameBlock, next: FrameBlock)

  /// Pixels of the frames held at once; 64 frames of 640 × 480.
  private static let blockPixels = 30_000_000

  /// The frames of a position, before the first block.
  ///
  /// - Throws: ``DecodeError`` when there is no video that can be measured.
  init(
    _ source: PositionSource, frameRate_hz: Double?, in buffers: Buffers
  ) throws(DecodeError) {
    reader = try VideoReader(
      source.source, frames: source.frames, frameRate_hz: frameRate_hz)
    properties = reader.properties
    let (width, height) = (properties.width, properties.height)
    try PictureLimits.checkMeasurable(width: width, height: height, file: source.fileName)
    length = min(max(Self.blockPixels / (width * height), 16), 64)
    (current, next) = buffers
  }

  /// Frames promised, and what became of them so far.
  var tally: FrameTally { reader.tally }

  /// The block to be worked on; it has no frames at the end.
  var block: FrameBlock { current }

  /// Goes on to the next block.
  func advance() throws(DecodeError) {
    if let readingAhead {
      self.readingAhead = nil
      try readingAhead.get()
      swap(&current, &next)
    } else {
      try read(into: &current)
    }
  }

  /// Reads the next block beside the current one, which stays what it is until ``advance()``.
  ///
  /// - Parameter background: determines the static background of the block.
  func readAhead(background: (FrameBlock) -> FloatImage?) {
    do throws(DecodeError) {
      try read(into: &next)
      next.background = background(next)
      readingAhead = .success(())
    } catch {
      readingAhead = .failure(error)
    }
  }

  /// Hands over the memory of the blocks, which are emptied.
  func takeBuffers() -> Buffers {
    defer { (current, next) = (FrameBlock(), FrameBlock()) }
    return (current, next)
  }

  private func read(into block: inout FrameBlock) throws(DecodeError) {
    block.removeAll()
    while block.count < length {
      guard let stamp = try block.read(from: &reader, through: &image) else { break }
      if stamp.isDamaged { continue }
      // No camera takes the same frame twice: a recorder wrote it again in place of a lost one.
      if let before = block.frames.last ?? last, before.hasSamples(of: block.candidate) {
        repeated += 1
        continue
      }
      block.keep(stamp)
      // Where it lies is written over in the end.
      last = nil
    }
    last = block.frames.last
  }
}
