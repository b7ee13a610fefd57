internal import CFFmpeg
import NTAAnalysis

/// Decodes a video frame by frame, in memory that does not grow with its length.
///
/// Owned by one task; open one reader per video to work in parallel. The frames come from a
/// `FrameSupply`, their numbers and times from a `FrameClock`.
public struct VideoReader: ~Copyable {
  /// What is known of the video, or of the file that a section is part of.
  public let properties: VideoProperties
  /// Frames promised and delivered so far.
  public private(set) var tally: FrameTally

  private let file: String
  private let supply: any FrameSupply
  private let section: Range<Int>?
  private var luma: Luma
  private var clock: FrameClock
  /// Events read while opening, last one first.
  private var pending: [SupplyEvent]
  private var progress: Progress

  /// How far a section has been read.
  private struct Progress {
    var hasEnded = false
    /// Time of the section's first frame, s.
    var start_s: Double?
  }

  /// Refused frames after which the strict decoder is abandoned (then, after `patience`, the
  /// video).
  private static let strictPatience = 64
  private static let patience = 10_000

  /// What is wanted of a source.
  private struct Request {
    let source: VideoSource
    var frames: Range<Int>?
    var frameRate_hz: Double?
    var pixelFormat: String?
    var channel: Int?
    /// True when the frames are to be measured, which takes a rate and a choice of one channel.
    var isMeasurement = true
    /// True when the decoder is to refuse frames with slight damage.
    var isStrict = true
  }

  /// Opens a video, or a section of it.
  ///
  /// A section is a range of frame numbers of the whole video; its stamps count from its own start.
  /// At a constant rate the numbers are those of the raster, so lost frames do not shift later
  /// sections. The reader seeks to the section if the container can seek exactly to a frame;
  /// otherwise earlier frames are decoded and dropped.
  /// - Parameters:
  ///   - source: the video.
  ///   - frames: the section; nil for all frames.
  ///   - frameRate_hz: positive; replaces the container's times. Needed for still images.
  ///   - pixelFormat: FFmpeg's name of the format to read raw video as, for files that state a
  ///     wrong one.
  ///   - channel: number of the channel, from 1. Needed where there are several.
  /// - Throws: ``DecodeError`` when the source is no readable video.
  public init(
    _ source: VideoSource, frames: Range<Int>? = nil, frameRate_hz: Double? = nil,
    pixelFormat: String? = nil, channel: Int? = nil
  ) throws(DecodeError) {
    self = try Self.opened(
      Request(
        source: source, frames: frames, frameRate_hz: frameRate_hz, pixelFormat: pixelFormat,
        channel: channel))
  }

  /// Opens a video that is looked at but not measured; its frame rate may be unknown.
  init(inspecting source: VideoSource) throws(DecodeError) {
    self = try Self.opened(Request(source: source, isMeasurement: false))
  }

  private static func opened(_ request: Request) throws(DecodeError) -> VideoReader {
    if let frames = request.frames {
      precondition(frames.lowerBound >= 0, "frames are numbered from 0")
    }
    if let frameRate_hz = request.frameRate_hz {
      guard frameRate_hz.isFinite, frameRate_hz > 0 else {
        throw .frameRateInvalid(file: request.source.name, frameRate_hz: frameRate_hz)
      }
    }
    // Near the start a seek saves nothing.
    if (request.frames?.lowerBound ?? 0) >= 8, let reader = try entering(request) { return reader }
    return try starting(request)
  }

  /// Opens a reader and seeks to its section; nil when the container cannot seek there.
  private static func entering(_ request: Request) throws(DecodeError) -> VideoReader? {
    var reader = try starting(request)
    guard let frames = request.frames, let ticks = reader.clock.ticks(ofIndex: frames.lowerBound),
      try reader.supply.jump(toTicks: ticks)
    else { return nil }
    reader.pending = []
    return reader
  }

  private static func starting(_ request: Request) throws(DecodeError) -> VideoReader {
    func reader(isStrict: Bool) throws(DecodeError) -> VideoReader {
      var request = request
      request.isStrict = isStrict
      let supply = try supply(for: request)
      if request.isMeasurement { try check(supply, for: request) }
      return try VideoReader(priming: supply, request)
    }
    do throws(DecodeError) {
      return try reader(isStrict: true)
    } catch .noWholeFrame {
      // Some programs write files that the strict decoder refuses in every frame.
      return try reader(isStrict: false)
    }
  }

  private static func supply(for request: Request) throws(DecodeError) -> any FrameSupply {
    switch request.source {
    case .imageSequence(let folder, let files):
      guard let first = files.first else { throw .emptySequence(folder: folder) }
      if try TIFFFile.isTIFF(SequenceSupply.path(folder, first)) {
        return try StackSupply(
          TIFFStack(folder: folder, files: files), container: "images",
          frameRate_hz: request.frameRate_hz, channel: request.channel)
      }
      return try SequenceSupply(
        folder: folder, files: files, frameRate_hz: request.frameRate_hz,
        isStrict: request.isStrict)
    case .file(let path):
      if try TIFFFile.isTIFF(path) {
        return try StackSupply(
          TIFFStack(path: path), container: "tiff", frameRate_hz: request.frameRate_hz,
          channel: request.channel)
      }
      return try ContainerSupply(
        path: path, pixelFormat: request.pixelFormat, isStrict: request.isStrict)
    }
  }

  /// Throws when a recording does not say what a measurement needs to know.
  private static func check(
    _ supply: any FrameSupply, for request: Request
  ) throws(DecodeError) {
    let file = request.source.name
    let stack = supply.properties.stack
    let channels = stack?.channels ?? 1
    if let stack, stack.depths > 1 {
      throw .depthStack(
        file: file, depths: stack.depths, frames: supply.properties.framesExpected ?? 1)
    }
    if let channel = request.channel {
      guard (1...channels).contains(channel) else {
        throw .channelBeyondLast(file: file, channel: channel, channels: channels)
      }
    } else if channels > 1 {
      throw .channelMissing(file: file, channels: channels)
    }
    if request.frameRate_hz == nil, supply.timing.interval_s == nil {
      if let stack, let writer = stack.writer, let rate_hz = stack.playbackRate_hz {
        throw .playbackRateOnly(file: file, writer: writer, rate_hz: rate_hz)
      }
      throw .frameRateMissing(file: file)
    }
  }

  /// Decodes up to the first complete frame, which determines the true size and pixel format.
  private init(priming supply: any FrameSupply, _ request: Request) throws(DecodeError) {
    let (file, section) = (request.source.name, request.frames)
    let (frameRate_hz, isStrict) = (request.frameRate_hz, request.isStrict)
    let patience = isStrict ? VideoReader.strictPatience : VideoReader.patience
    var events: [SupplyEvent] = []
    var firstTicks: Int64?
    search: while true {
      let event = try supply.advance()
      events.append(event)
      switch event {
      case .frame(let ticks, _):
        firstTicks = firstTicks ?? ticks
        break search
      case .refused(let ticks):
        if supply.isIntraOnly { firstTicks = firstTicks ?? ticks }
        guard events.count < patience else {
          throw .noWholeFrame(
            file: file, refused: events.count, codec: supply.properties.codec)
        }
      case .end:
        throw events.count == 1
          ? .noFrames(file: file)
          : .noWholeFrame(
            file: file, refused: events.count - 1, codec: supply.properties.codec)
      }
    }
    let picture = supply.picture.pointee
    try PictureLimits.check(width: Int(picture.width), height: Int(picture.height), file: file)
    let luma = try Luma(format: picture.format, file: file)
    if request.isMeasurement, request.pixelFormat == nil, luma.mayBeDeepGray,
      luma.hasColours(supply.picture)
    {
      throw .pixelsAmbiguous(file: file, pixelFormat: luma.name)
    }
    var properties = supply.properties
    properties.pixelFormat = luma.name
    properties.bitDepth = luma.bitDepth
    properties.width = Int(picture.width)
    properties.height = Int(picture.height)
    properties.blockQuantisation = supply.blockQuantisation
    properties.isLossy = supply.isLossy
    properties.isOverlay = properties.isOverlay || OverlayMark.isIn(picture.metadata)
    properties.hasFalseColours = FalseColours.are(in: supply.picture, luma: luma)
    if luma.lacksPalette(supply.picture) {
      properties.problems.append(
        "the palette is missing or has a single colour; its indices are taken as grey levels")
    }
    if !isStrict, !supply.isExact {
      properties.problems.append(
        "damage inside frames cannot be distinguished from peculiarities of the file")
    }
    properties.containerRate_hz = properties.frameRate_hz
    if let frameRate_hz {
      properties.frameRate_hz = frameRate_hz
      properties.frameInterval_s = 1 / frameRate_hz
    }
    let expected = properties.framesExpected
    if let expected, let section, section.lowerBound >= expected {
      throw .sectionBeyondEnd(file: file, firstFrame: section.lowerBound, frames: expected)
    }
    self.properties = properties
    self.file = file
    self.supply = supply
    self.section = section
    self.luma = luma
    clock = FrameClock(
      timing: supply.timing, firstTicks: firstTicks,
      givenInterval_s: frameRate_hz.map { 1 / $0 })
    pending = events.reversed()
    progress = Progress()
    tally = FrameTally(
      expected: section.map { section in
        expected.map { max(0, min($0, section.upperBound) - section.lowerBound) } ?? section.count
      } ?? expected)
  }

  /// Decodes the next frame.
  ///
  /// Allocates only for the first frame, or when `image` differs in size from the video.
  /// - Parameter image: overwritten with the frame.
  /// - Returns: when the frame was taken; nil after the last one.
  /// - Throws: ``DecodeError`` for read errors and changes of size or depth, never for damaged
  ///   frames.
  public mutating func next(into image: inout GrayImage) throws(DecodeError) -> FrameStamp? {
    guard let (stamp, index) = try advance() else { return nil }
    try check(frame: index)
    copy(into: &image)
    return stamp
  }

  /// Decodes the next frame into a compact one.
  ///
  /// - Parameters:
  ///   - frame: overwritten with the frame.
  ///   - image: buffer for samples that need conversion.
  /// - Returns: when the frame was taken; nil after the last one.
  /// - Throws: as ``next(into:)`` does.
  package mutating func next(
    into frame: inout CompactFrame, through image: inout GrayImage
  ) throws(DecodeError) -> FrameStamp? {
    guard let (stamp, index) = try advance() else { return nil }
    try check(frame: index)
    if luma.isBytes {
      luma.copyBytes(supply.picture, into: &frame)
    } else {
      copy(into: &image)
      frame.store(image)
    }
    return stamp
  }

  private mutating func copy(into image: inout GrayImage) {
    if image.width != properties.width || image.height != properties.height {
      image = GrayImage(width: properties.width, height: properties.height)
    }
    luma.copy(supply.picture, into: &image)
  }

  /// Decodes up to the next frame of the section; returns its stamp and its index in the file.
  private mutating func advance() throws(DecodeError) -> (stamp: FrameStamp, index: Int)? {
    while !progress.hasEnded {
      let event: SupplyEvent
      if let early = pending.popLast() { event = early } else { event = try supply.advance() }
      switch event {
      case .end:
        progress.hasEnded = true
      case .refused(let ticks):
        count(refusedAt: ticks)
      case .frame(let ticks, let isDamaged):
        let reading = clock.read(ticks: ticks)
        guard let stamp = stamp(reading, isDamaged: isDamaged) else { continue }
        return (stamp, reading.index)
      }
    }
    return nil
  }

  /// The stamp of a frame; nil for one before or after the section.
  private mutating func stamp(_ reading: FrameClock.Reading, isDamaged: Bool) -> FrameStamp? {
    let start = section?.lowerBound ?? 0
    if reading.index < start { return nil }
    if let section, reading.index >= section.upperBound {
      progress.hasEnded = true
      return nil
    }
    let index = reading.index - start
    let offset_s = progress.start_s ?? clock.sectionStart_s(from: reading, section: start)
    progress.start_s = offset_s
    tally.decoded += 1
    if isDamaged {
      tally.damaged += 1
      tally.firstDamagedFrame = tally.firstDamagedFrame ?? index
    }
    // Not computed as a difference, so that sections with equal frames have bitwise equal times.
    let time_s =
      reading.isOnLine ? Double(index) * clock.interval_s : reading.time_s - offset_s
    return FrameStamp(index: index, time_s: time_s, isDamaged: isDamaged)
  }

  private mutating func count(refusedAt ticks: Int64?) {
    let start = section?.lowerBound ?? 0
    let index = clock.rasterIndex(ofTicks: ticks) ?? clock.nextIndex
    guard index >= start, index < section?.upperBound ?? .max else { return }
    tally.damaged += 1
    tally.droppedPackets += 1
    tally.firstDamagedFrame = tally.firstDamagedFrame ?? index - start
  }

  /// Checks that the decoded picture has the first one's size and depth, and a supported format.
  private mutating func check(frame: Int) throws(DecodeError) {
    let picture = supply.picture
    let width = Int(picture.pointee.width)
    let height = Int(picture.pointee.height)
    guard width == properties.width, height == properties.height else {
      throw .sizeChanged(
        file: file, frame: frame,
        from: .init(width: properties.width, height: properties.height),
        to: .init(width: width, height: height))
    }
    if picture.pointee.format != luma.format {
      luma = try Luma(format: picture.pointee.format, file: file)
      guard luma.bitDepth == properties.bitDepth else {
        throw .depthChanged(
          file: file, frame: frame, from: properties.bitDepth, to: luma.bitDepth)
      }
    }
  }
}
