internal import CFFmpeg
import NTAAnalysis

/// Frames of a TIFF file, one per page.
final class StackSupply: FrameSupply {
  let properties: VideoProperties
  let timing: FrameTiming
  let isIntraOnly = true
  let isExact: Bool

  private let file: String
  private let bytes: MappedFile
  private let packet: Packet
  private let decoder: VideoDecoder
  private let decoded: Picture
  private let directory: StackDirectory
  private var next = 0

  /// Pages in the file.
  var pageCount: Int { directory.offsets.count }

  var picture: UnsafeMutablePointer<AVFrame> { decoded.pointer }

  /// Opens a TIFF file of any number of pages.
  init(path: String, frameRate_hz: Double?, isStrict: Bool) throws(DecodeError) {
    // The decoder takes the file as one packet, whose size is a C `int`.
    let bytes = try MappedFile(path: path, limit: Int(Int32.max) - 4096)
    let directory = StackDirectory(bytes.bytes)
    guard !directory.offsets.isEmpty else {
      throw .incompleteContainer(file: path, container: "TIFF")
    }
    let decoder = try VideoDecoder(AV_CODEC_ID_TIFF, isStrict: isStrict, file: path)
    guard let packet = Packet(), let decoded = Picture() else { throw .outOfMemory(file: path) }
    // The mapping owns the buffer, so the free callback does nothing.
    let start = UnsafeMutableRawPointer(mutating: bytes.bytes.baseAddress)?
      .assumingMemoryBound(to: UInt8.self)
    packet.pointer.pointee.buf = av_buffer_create(
      start, bytes.bytes.count, { _, _ in }, nil, AV_BUFFER_FLAG_READONLY)
    guard packet.pointer.pointee.buf != nil else { throw .outOfMemory(file: path) }
    packet.pointer.pointee.data = start
    packet.pointer.pointee.size = Int32(bytes.bytes.count)

    let interval_s = frameRate_hz.map { 1 / $0 } ?? directory.interval_s
    timing = FrameTiming(interval_s: interval_s, tick_s: interval_s ?? 1)
    self.directory = directory
    isExact = !directory.isCompressed
    let promised = max(directory.statedCount ?? 0, directory.offsets.count)
    properties = VideoProperties(
      container: "tiff", codec: decoder.codecName, pixelFormat: "", width: 0, height: 0,
      bitDepth: 8, framesExpected: promised, frameRate_hz: interval_s.map { 1 / $0 },
      frameInterval_s: interval_s, tick_s: timing.tick_s,
      problems: promised > directory.offsets.count
        ? ["the writer counts \(promised) images, the file has \(directory.offsets.count) pages"]
        : [])
    file = path
    self.bytes = bytes
    self.packet = packet
    self.decoder = decoder
    self.decoded = decoded
  }

  func advance() throws(DecodeError) -> SupplyEvent {
    guard next < pageCount else { return .end }
    let ticks = Int64(next)
    next += 1
    choosePage(next - 1)
    if avcodec_send_packet(decoder.context, packet.pointer) < 0 { return .refused(ticks: ticks) }
    if avcodec_receive_frame(decoder.context, picture) < 0 { return .refused(ticks: ticks) }
    return .frame(ticks: ticks, isDamaged: decoded.isConcealed)
  }

  /// Makes the file's header point to a page, so that the decoder reads it as the first one.
  ///
  /// The decoder's page option misses later pages in some stacks and rereads all earlier ones.
  private func choosePage(_ page: Int) {
    let offset = directory.offsets[page]
    bytes.write(directory.isLittleEndian ? offset.littleEndian : offset.bigEndian, at: 4)
  }

  func jump(toTicks ticks: Int64) -> Bool {
    next = min(pageCount, Int(ticks))
    return true
  }

  /// True when the first bytes of a file are those of a TIFF.
  static func isStack(_ path: String) throws(DecodeError) -> Bool {
    let input = try InputFile(path: path)
    let head = [UInt8](unsafeUninitializedCapacity: 8) { buffer, count in
      count = max(0, Int(avio_read(input.pointer, buffer.baseAddress, 8)))
    }
    return head.withUnsafeBytes { StackDirectory.isStack($0) }
  }
}
