internal import CFFmpeg
import NTAAnalysis

/// Frames of a folder of numbered still images, one file per frame.
final class SequenceSupply: FrameSupply {
  let properties: VideoProperties
  let timing: FrameTiming
  let isIntraOnly = true
  let isExact = false

  private let folder: String
  private let files: [String]
  private let isStrict: Bool
  private let packet: Packet
  private let decoded: Picture
  private var next = 0
  private(set) var isLossy: Bool
  private var isLossKnown = false

  var picture: UnsafeMutablePointer<AVFrame> { decoded.pointer }

  /// Opens a sequence; each file is opened when its frame is decoded.
  init(
    folder: String, files: [String], frameRate_hz: Double?, isStrict: Bool
  ) throws(DecodeError) {
    guard let first = files.first else { throw .emptySequence(folder: folder) }
    guard let packet = Packet(), let decoded = Picture() else { throw .outOfMemory(file: folder) }
    self.folder = folder
    self.files = files
    self.isStrict = isStrict
    self.packet = packet
    self.decoded = decoded
    let interval_s = frameRate_hz.map { 1 / $0 }
    timing = FrameTiming(interval_s: interval_s, tick_s: interval_s ?? 1)
    let demuxer = try Demuxer(path: SequenceSupply.path(folder, first))
    let parameters = demuxer.stream.pointee.codecpar.pointee
    isLossy = CodingLoss.mayBeLossy(parameters.codec_id)
    properties = VideoProperties(
      container: "images", codec: String(cString: avcodec_get_name(parameters.codec_id)),
      pixelFormat: "", width: Int(parameters.width), height: Int(parameters.height), bitDepth: 8,
      framesExpected: files.count, frameRate_hz: frameRate_hz, frameInterval_s: interval_s,
      tick_s: timing.tick_s)
  }

  func advance() throws(DecodeError) -> SupplyEvent {
    guard next < files.count else { return .end }
    let ticks = Int64(next)
    let path = SequenceSupply.path(folder, files[next])
    next += 1
    do throws(DecodeError) {
      return try decode(path) ? .frame(ticks: ticks, isDamaged: false) : .refused(ticks: ticks)
    } catch {
      // A damaged image is a damaged frame; a missing or unreadable file is an error of the folder.
      switch error {
      case .notVideo, .emptyFile, .incompleteContainer, .noVideoStream:
        return .refused(ticks: ticks)
      default:
        throw error
      }
    }
  }

  /// Decodes the first picture of a file.
  private func decode(_ path: String) throws(DecodeError) -> Bool {
    let demuxer = try Demuxer(path: path)
    let decoder = try VideoDecoder(
      demuxer.stream, pixelFormat: nil, isStrict: isStrict, file: path)
    var isDraining = false
    var near: UInt8?
    while true {
      let received = LibraryCode(value: avcodec_receive_frame(decoder.context, picture))
      if !received.isFailure {
        if !isLossKnown { isLossy = decoder.isLossy(picture, near: near) }
        isLossKnown = true
        return !decoded.isConcealed
      }
      guard received == .tryAgain, !isDraining else { return false }
      var isRefused = false
      if try demuxer.read(into: packet, frame: next - 1, file: path) != nil {
        near = packet.jpegLSNear
        isRefused =
          packet.pointer.pointee.size > 0
          && avcodec_send_packet(decoder.context, packet.pointer) < 0
        av_packet_unref(packet.pointer)
      } else {
        isDraining = true
        _ = avcodec_send_packet(decoder.context, nil)
      }
      if isRefused { return false }
    }
  }

  func jump(toTicks ticks: Int64) -> Bool {
    next = min(files.count, Int(ticks))
    return true
  }

  /// The path of a file of a folder.
  static func path(_ folder: String, _ file: String) -> String {
    if file.hasPrefix("/") || folder.isEmpty { return file }
    return folder.hasSuffix("/") ? folder + file : folder + "/" + file
  }
}
