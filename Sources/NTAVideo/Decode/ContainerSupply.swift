internal import CFFmpeg
import Glibc
import NTAAnalysis

/// Frames of a video file.
final class ContainerSupply: FrameSupply {
  let properties: VideoProperties
  let timing: FrameTiming
  let isIntraOnly: Bool
  let isExact = false

  private let file: String
  private let demuxer: Demuxer
  private let decoder: VideoDecoder
  private let packet: Packet
  private let decoded: Picture

  /// True when `jump` has read a packet that has not yet been sent to the decoder.
  private var holdsPacket = false
  private var isDraining = false
  /// Read errors between packets, not yet reported.
  private var unreportedGaps = 0
  /// Times of packets with missing bytes whose pictures have not been decoded yet.
  private var corruptTicks: [Int64] = []
  private var checksums: SliceChecksums?
  private let isJPEG: Bool
  private let isJPEGLS: Bool
  private let isFFV1: Bool
  private(set) var blockQuantisation: BlockQuantisation?
  /// Nil before the first frame.
  private var hasLoss: Bool?
  /// Largest error of the first picture of JPEG-LS.
  private var near: UInt8?
  private var lastSentTicks: Int64?
  private var failuresInARow = 0
  private var packetsRead = 0

  var picture: UnsafeMutablePointer<AVFrame> { decoded.pointer }
  var isLossy: Bool { hasLoss ?? CodingLoss.mayBeLossy(decoder.context.pointee.codec_id) }

  /// Opens a video file.
  init(path: String, pixelFormat: String?, isStrict: Bool) throws(DecodeError) {
    let demuxer = try Demuxer(path: path)
    let decoder = try VideoDecoder(
      demuxer.stream, pixelFormat: pixelFormat, isStrict: isStrict, file: path)
    guard let packet = Packet(), let decoded = Picture() else { throw .outOfMemory(file: path) }
    let survey = try PacketSurvey.surveying(demuxer, file: path)
    let stream = demuxer.stream.pointee
    let rates = [stream.avg_frame_rate.positiveValue, stream.r_frame_rate.positiveValue]
    let timing = FrameTiming(
      ticks: survey.ticks, tick_s: demuxer.tick_s,
      statedRates_hz: demuxer.isStillImage ? [] : rates.compactMap(\.self))
    self.timing = timing
    isIntraOnly = VideoDecoder.isIntraOnly(decoder.context.pointee.codec_id)
    properties = ContainerSupply.properties(
      demuxer, decoder: decoder, survey: survey, timing: timing)
    file = path
    isJPEG = decoder.context.pointee.codec_id == AV_CODEC_ID_MJPEG
    isJPEGLS = decoder.context.pointee.codec_id == AV_CODEC_ID_JPEGLS
    isFFV1 = decoder.context.pointee.codec_id == AV_CODEC_ID_FFV1
    checksums = isFFV1 ? SliceChecksums() : nil
    self.demuxer = demuxer
    self.decoder = decoder
    self.packet = packet
    self.decoded = decoded
  }

  private static func rounded(_ rate_hz: Double) -> Double {
    (rate_hz * 10_000).rounded() / 10_000
  }

  private static func properties(
    _ demuxer: borrowing Demuxer, decoder: borrowing VideoDecoder, survey: PacketSurvey,
    timing: FrameTiming
  ) -> VideoProperties {
    let promise = FramePromise(demuxer, survey: survey, timing: timing)
    var problems = promise.problems
    let stated = demuxer.stream.pointee.avg_frame_rate.positiveValue
    if let stated, let interval_s = timing.interval_s, !timing.isVariable,
      abs(stated * interval_s - 1) > 0.001
    {
      // Four decimals are enough to tell the two apart.
      let (container, times) = (Self.rounded(stated), Self.rounded(1 / interval_s))
      problems.append(
        "the container states \(container) frames per second, its timestamps say \(times)")
    }
    if timing.isVariable { problems.append("the frame rate varies; each frame's own time is used") }
    let format = decoder.context.pointee.pix_fmt
    if format == AV_PIX_FMT_RGB555LE || format == AV_PIX_FMT_RGB555BE {
      problems.append("16-bit pixels are read as colour; if they are grey, they are gray16le")
    }
    if demuxer.isNamed("gif") { problems.append("GIF rounds frame times to 10 ms") }
    let fields = demuxer.stream.pointee.codecpar.pointee.field_order
    let isInterlaced = fields != AV_FIELD_UNKNOWN && fields != AV_FIELD_PROGRESSIVE
    if isInterlaced {
      problems.append(
        "frames are interlaced: their odd and even rows were recorded at different times")
    }
    var properties = VideoProperties(
      container: demuxer.container, codec: decoder.codecName, pixelFormat: "",
      width: Int(decoder.context.pointee.width), height: Int(decoder.context.pointee.height),
      bitDepth: 8, framesExpected: promise.frames,
      frameRate_hz: timing.interval_s.map { 1 / $0 }, frameInterval_s: timing.interval_s,
      tick_s: timing.tick_s, isVariableRate: timing.isVariable, problems: problems)
    properties.statedRate_hz = Self.contradictingRate(demuxer, timing: timing)
    properties.isInterlaced = isInterlaced
    properties.pixelAspect = Self.pixelAspect(of: demuxer)
    properties.isOverlay = OverlayMark.isIn(demuxer.context.pointee.metadata)
    return properties
  }

  /// Relative difference of rates that are the same.
  private static let sameRate = 0.02

  /// The rate that the container states, if no rate it states is that of its times.
  ///
  /// An AVI states the ticks of its clock, of which a frame may take several.
  private static func contradictingRate(
    _ demuxer: borrowing Demuxer, timing: FrameTiming
  ) -> Double? {
    let stream = demuxer.stream.pointee
    guard let interval_s = timing.interval_s, !timing.isVariable, !demuxer.isNamed("avi"),
      !demuxer.isStillImage
    else { return nil }
    let rates = [stream.avg_frame_rate.positiveValue, stream.r_frame_rate.positiveValue]
      .compactMap(\.self)
    let differ = rates.allSatisfy { abs($0 * interval_s - 1) > sameRate }
    return differ ? rates.first : nil
  }

  /// Width of a pixel over its height by the container, else by the codec; 1 where neither states it.
  private static func pixelAspect(of demuxer: borrowing Demuxer) -> Double {
    let stream = demuxer.stream.pointee
    for ratio in [stream.sample_aspect_ratio, stream.codecpar.pointee.sample_aspect_ratio]
    where ratio.num > 0 && ratio.den > 0 {
      return Double(ratio.num) / Double(ratio.den)
    }
    return 1
  }

  func advance() throws(DecodeError) -> SupplyEvent {
    while true {
      if unreportedGaps > 0 {
        unreportedGaps -= 1
        return .refused(ticks: nil)
      }
      let received = LibraryCode(value: avcodec_receive_frame(decoder.context, picture))
      if !received.isFailure {
        failuresInARow = 0
        hasLoss = hasLoss ?? decoder.isLossy(picture, near: near)
        let ticks = decoded.ticks
        return .frame(ticks: ticks, isDamaged: decoded.isConcealed || wasCorrupt(ticks))
      }
      if received == .endOfFile { return .end }
      if received != .tryAgain {
        if received == .system(ENOMEM) { throw .outOfMemory(file: file) }
        failuresInARow += 1
        // A decoder that keeps failing while it is drained would never reach the end.
        if isDraining, failuresInARow > 256 { return .end }
        return .refused(ticks: lastSentTicks)
      }
      if isDraining { return .end }
      if let refused = try feed() { return refused }
    }
  }

  /// Gives the decoder the next packet.
  private func feed() throws(DecodeError) -> SupplyEvent? {
    if holdsPacket {
      holdsPacket = false
    } else {
      guard let skipped = try demuxer.read(into: packet, frame: packetsRead, file: file) else {
        isDraining = true
        _ = avcodec_send_packet(decoder.context, nil)
        return nil
      }
      unreportedGaps += skipped
      packetsRead += 1
    }
    defer { av_packet_unref(packet.pointer) }
    // The decoder takes an empty packet as the end of the video.
    if packet.pointer.pointee.size == 0 { return nil }
    lastSentTicks = packet.ticks
    if isJPEG, blockQuantisation == nil { blockQuantisation = packet.blockQuantisation }
    if isJPEGLS { near = near ?? packet.jpegLSNear }
    let isBroken = checksums?.isDamaged(packet) ?? false
    if packet.isCorrupt || isBroken, let ticks = packet.ticks { corruptTicks.append(ticks) }
    let sent = LibraryCode(value: avcodec_send_packet(decoder.context, packet.pointer))
    if sent == .system(ENOMEM) { throw .outOfMemory(file: file) }
    return sent.isFailure ? .refused(ticks: lastSentTicks) : nil
  }

  private func wasCorrupt(_ ticks: Int64?) -> Bool {
    guard let ticks, let found = corruptTicks.firstIndex(of: ticks) else { return false }
    corruptTicks.removeFirst(found + 1)
    return true
  }

  func jump(toTicks ticks: Int64) throws(DecodeError) -> Bool {
    // In other containers a predicted frame may refer to one before the key frame, or times may be
    // guesses. In FFV1, no frame refers to one before a key frame.
    guard isIntraOnly || demuxer.isNamed("mov") || isFFV1, demuxer.seek(toTicks: ticks) else {
      return false
    }
    decoder.flush()
    isDraining = false
    corruptTicks = []
    guard let skipped = try demuxer.read(into: packet, frame: packetsRead, file: file),
      skipped == 0, let reached = packet.pointer.pointee.pts.knownTicks ?? packet.ticks,
      reached <= ticks, isIntraOnly || packet.pointer.pointee.flags & AV_PKT_FLAG_KEY != 0
    else { return false }
    holdsPacket = true
    return true
  }
}
