import NTAAnalysis
import NTAVideo

/// Consecutive frames of a video, with their times.
struct FrameBlock: Sendable {
  /// Frame buffers, of which the first `count` hold the frames of the block.
  ///
  /// They are reused when the block is refilled.
  private var buffers: [CompactFrame] = []
  private(set) var stamps: [FrameStamp] = []
  /// Static background of the frames, if it has been determined already.
  fileprivate(set) var background: FloatImage?

  /// Number of frames.
  var count: Int { stamps.count }

  /// The frames.
  var frames: ArraySlice<CompactFrame> { buffers[0..<count] }

  fileprivate mutating func removeAll() {
    stamps.removeAll(keepingCapacity: true)
    background = nil
  }

  /// Reads the next frame from `reader` into the buffer after the last frame; nil at the end.
  fileprivate mutating func read(
    from reader: inout VideoReader, through image: inout GrayImage
  ) throws(DecodeError) -> FrameStamp? {
    prepareBuffer(width: reader.properties.width, height: reader.properties.height)
    return try reader.next(into: &buffers[count], through: &image)
  }

  /// The frame that was read last but not kept yet.
  fileprivate var candidate: CompactFrame {
    _read { yield buffers[count] }
  }

  /// Adds the frame that was read last to the block.
  fileprivate mutating func keep(_ stamp: FrameStamp) { stamps.append(stamp) }

  /// Ensures that the buffer after the last frame has the size of this video's frames; a buffer of an
  /// earlier video may differ.
  private mutating func prepareBuffer(width: Int, height: Int) {
    if count == buffers.count {
      buffers.append(CompactFrame(width: width, height: height))
    } else if buffers[count].width != width || buffers[count].height != height {
      buffers[count] = CompactFrame(width: width, height: height)
    }
  }
}

/// The frames of a video, block by block, without damaged and repeated frames.
///
/// While one thread processes a block, one other thread may read the next block.
final class FrameBlocks: @unchecked Sendable {
  let properties: VideoProperties
  /// Number of frames in a block; the last block has fewer.
  let length: Int
  /// Number of frames that were left out because they repeat the frame before.
  private(set) var repeated = 0
  /// True once a frame has had more than one grey level.
  private(set) var hasPicture = false
  private var reader: VideoReader
  private var image = GrayImage(width: 1, height: 1)
  private var current: FrameBlock
  private var next: FrameBlock
  /// The last frame of the previous block.
  private var last: CompactFrame?
  /// Outcome of reading ahead; nil if no block was read ahead.
  private var readingAhead: Result<Void, DecodeError>?

  /// The memory of two blocks; the second is used for reading ahead.
  typealias Buffers = (current: FrameBlock, next: FrameBlock)

  /// Target number of pixels in a block; 64 frames of 640 × 480 have fewer.
  private static let blockPixels = 30_000_000

  /// Opens the video of a position; the first block has not been read yet.
  ///
  /// - Throws: ``DecodeError`` if there is no video that can be measured.
  init(
    _ source: PositionSource, frameRate_hz: Double?, pixelFormat: String? = nil,
    channel: Int? = nil, in buffers: Buffers
  ) throws(DecodeError) {
    reader = try VideoReader(
      source.source, frames: source.frames, frameRate_hz: frameRate_hz, pixelFormat: pixelFormat,
      channel: channel)
    properties = reader.properties
    let (width, height) = (properties.width, properties.height)
    try PictureLimits.checkMeasurable(width: width, height: height, file: source.fileName)
    length = min(max(Self.blockPixels / (width * height), 16), 64)
    (current, next) = buffers
  }

  /// Number of frames expected, and of frames damaged and missing so far.
  var tally: FrameTally { reader.tally }

  /// The current block; it is empty at the end of the video.
  var block: FrameBlock { current }

  /// Advances to the next block.
  func advance() throws(DecodeError) {
    if let readingAhead {
      self.readingAhead = nil
      try readingAhead.get()
      swap(&current, &next)
    } else {
      try read(into: &current)
    }
  }

  /// Reads the next block; the current one does not change until ``advance()``.
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

  /// Returns the buffers for reuse, and leaves this object without any.
  func takeBuffers() -> Buffers {
    defer { (current, next) = (FrameBlock(), FrameBlock()) }
    return (current, next)
  }

  private func read(into block: inout FrameBlock) throws(DecodeError) {
    block.removeAll()
    while block.count < length {
      guard let stamp = try block.read(from: &reader, through: &image) else { break }
      if stamp.isDamaged { continue }
      hasPicture = hasPicture || !block.candidate.isUniform
      // Because of noise, a camera never records the same frame twice: recording software has repeated
      // the frame in place of a lost one.
      if let before = block.frames.last ?? last, before.hasSamples(of: block.candidate) {
        repeated += 1
        continue
      }
      block.keep(stamp)
      // It is needed only for the first frame of a block.
      last = nil
    }
    last = block.frames.last
  }
}
