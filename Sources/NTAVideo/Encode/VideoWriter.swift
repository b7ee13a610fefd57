internal import CFFmpeg
import NTAAnalysis

/// Writes frames into a video file, or one frame into a PNG.
///
/// The same frames give the same bytes. A file is complete only after ``finish()``; a writer that
/// is dropped earlier leaves an incomplete file behind.
package struct VideoWriter: ~Copyable {
  /// Frames given so far.
  package private(set) var frameCount = 0

  private var skipped = 0
  private let file: String
  private let width: Int
  private let height: Int
  private let choice: EncoderChoice
  private let muxer: Muxer
  private let encoder: VideoEncoder
  private let picture: Picture
  private let packet: Packet

  private init(
    file: String, width: Int, height: Int, choice: EncoderChoice, muxer: consuming Muxer,
    encoder: consuming VideoEncoder, picture: consuming Picture, packet: consuming Packet
  ) {
    self.file = file
    self.width = width
    self.height = height
    self.choice = choice
    self.muxer = muxer
    self.encoder = encoder
    self.picture = picture
    self.packet = packet
  }

  /// Creates a file; an existing one is overwritten.
  /// - Parameters:
  ///   - path: its extension (`avi`, `mkv`, `mp4`, `mov`, `png`) determines the container.
  ///   - width: columns, at least 1.
  ///   - height: rows, at least 1.
  ///   - frameRate_hz: positive; stored as the nearest fraction, 29.97 as 30000/1001.
  ///   - encoding: how the frames are stored.
  /// - Throws: ``EncodeError`` when the file cannot be created or the settings are refused.
  package init(
    path: String, width: Int, height: Int, frameRate_hz: Double, encoding: VideoEncoding
  ) throws(EncodeError) {
    precondition(width >= 1 && height >= 1, "a video has at least one pixel")
    precondition(frameRate_hz.isFinite && frameRate_hz > 0, "a frame rate is positive")
    let choice = EncoderChoice(encoding, width: width, height: height)
    let muxer = try Muxer.allocating(path)
    guard !choice.isColor || choice.isStill || (width.isMultiple(of: 2) && height.isMultiple(of: 2))
    else {
      throw .settingsRefused(file: path, encoder: choice.name, reason: "the sides are not even")
    }
    guard choice.isStill == (Muxer.container(of: path) == "image2pipe") else {
      throw .settingsRefused(file: path, encoder: choice.name, reason: "not in this container")
    }
    let encoder = try VideoEncoder(
      choice, width: width, height: height, frameRate: Self.fraction(frameRate_hz),
      needsGlobalHeader: muxer.needsGlobalHeader, file: path)
    guard let picture = Picture(), let packet = Packet() else { throw .outOfMemory(file: path) }
    try GrayPlanes.allocate(picture, for: encoder, file: path)
    try muxer.start(encoder, file: path, isToBeLookedAt: choice.isColor)
    self.init(
      file: path, width: width, height: height, choice: choice, muxer: muxer, encoder: encoder,
      picture: picture, packet: packet)
  }

  /// The fraction nearest to a rate, with the denominator 1001 of broadcast rates if one matches.
  private static func fraction(_ rate_hz: Double) -> AVRational {
    let broadcast = AVRational(
      num: Int32(min(rate_hz * 1.001, 1e6).rounded()) * 1000, den: 1001)
    if let value = broadcast.positiveValue, abs(value / rate_hz - 1) < 2e-6 { return broadcast }
    return av_d2q(rate_hz, 1_000_000)
  }

  /// Adds a frame.
  /// - Parameter image: of the file's size; samples above the encoding's white become white.
  /// - Throws: ``EncodeError`` when the size differs or the file cannot be written.
  package mutating func append(_ image: GrayImage) throws(EncodeError) {
    guard image.width == width, image.height == height else {
      throw .sizeMismatch(file: file, frame: frameCount)
    }
    // The encoder may still hold a reference to the last frame's memory.
    guard av_frame_make_writable(picture.pointer) >= 0 else { throw .outOfMemory(file: file) }
    precondition(!choice.isColor, "this encoding takes colour images")
    GrayPlanes.fill(picture, with: image, choice: choice)
    try encodeFilledPicture()
  }

  /// Adds a frame in colour, to a file of a colour encoding.
  /// - Parameter image: of the file's size.
  /// - Throws: ``EncodeError`` when the size differs or the file cannot be written.
  package mutating func append(_ image: ColorImage) throws(EncodeError) {
    guard image.width == width, image.height == height else {
      throw .sizeMismatch(file: file, frame: frameCount)
    }
    precondition(choice.isColor, "this encoding takes grey images")
    guard av_frame_make_writable(picture.pointer) >= 0 else { throw .outOfMemory(file: file) }
    ColorPlanes.fill(picture, with: image, choice: choice)
    try encodeFilledPicture()
  }

  /// Skips frames: the next one gets a later time, as if these had been lost.
  package mutating func skip(frames: Int) {
    precondition(frames >= 0, "time does not run backwards")
    skipped += frames
  }

  /// Encodes the picture whose planes have been filled.
  private mutating func encodeFilledPicture() throws(EncodeError) {
    if choice.isStill, frameCount > 0 { throw .tooManyFrames(file: file) }
    picture.pointer.pointee.pts = Int64(frameCount + skipped)
    picture.pointer.pointee.quality = encoder.context.pointee.global_quality
    try send(picture.pointer)
    frameCount += 1
  }

  /// Flushes the encoder and completes the file.
  package consuming func finish() throws(EncodeError) {
    try send(nil)
    try muxer.end(file: file)
  }

  /// Puts the mark of an overlay into the packet of a PNG, whose container has no place for it.
  private func markPicture() throws(EncodeError) {
    guard let data = packet.pointer.pointee.data else { return }
    let marked = OverlayMark.marking(
      png: UnsafeBufferPointer(start: data, count: Int(packet.pointer.pointee.size)))
    let before = Int(packet.pointer.pointee.size)
    guard av_grow_packet(packet.pointer, Int32(marked.count - before)) >= 0,
      let place = packet.pointer.pointee.data
    else { throw .outOfMemory(file: file) }
    place.update(from: marked, count: marked.count)
  }

  /// Gives the encoder a frame, or nil for the end, and writes what comes out.
  private func send(_ frame: UnsafeMutablePointer<AVFrame>?) throws(EncodeError) {
    let sent = LibraryCode(value: avcodec_send_frame(encoder.context, frame))
    guard !sent.isFailure else {
      throw .encodingFailed(file: file, frame: frameCount, reason: sent.reason)
    }
    while true {
      let received = LibraryCode(
        value: avcodec_receive_packet(encoder.context, packet.pointer))
      if received == .tryAgain || received == .endOfFile { return }
      guard !received.isFailure else {
        throw .encodingFailed(file: file, frame: frameCount, reason: received.reason)
      }
      if choice.isColor, choice.isStill { try markPicture() }
      try muxer.write(packet, timeBase: encoder.context.pointee.time_base, file: file)
    }
  }
}
