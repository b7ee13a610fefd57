internal import CFFmpeg
import Glibc
import NTAAnalysis

/// Owner of one `AVCodecContext` that decodes pictures.
///
/// The suppliers of frames feed it and take its pictures: ``ContainerSupply`` for videos,
/// ``SequenceSupply`` for image files.
struct VideoDecoder: ~Copyable {
  let context: UnsafeMutablePointer<AVCodecContext>

  private init(owning context: UnsafeMutablePointer<AVCodecContext>) {
    self.context = context
  }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&context)
  }

  /// Opens a decoder for a demuxed stream, read as raw video if a pixel format is given.
  ///
  /// A strict decoder refuses damaged pictures if the codec can detect damage; otherwise damaged
  /// JPEGs would be concealed silently. Lossy codecs with prediction report what they conceal.
  init(
    _ stream: UnsafeMutablePointer<AVStream>, pixelFormat: String?, isStrict: Bool, file: String
  ) throws(DecodeError) {
    guard let parameters = stream.pointee.codecpar else { throw .outOfMemory(file: file) }
    let format = try Self.imposedFormat(on: parameters, asked: pixelFormat, file: file)
    let codec = format == nil ? parameters.pointee.codec_id : AV_CODEC_ID_RAWVIDEO
    let decoder = try Self.allocating(codec, file: file)
    let context = decoder.context
    guard avcodec_parameters_to_context(context, parameters) >= 0 else {
      throw .outOfMemory(file: file)
    }
    if let format {
      context.pointee.codec_id = AV_CODEC_ID_RAWVIDEO
      context.pointee.codec_tag = 0
      context.pointee.bits_per_coded_sample = 0
      context.pointee.pix_fmt = format
    }
    context.pointee.pkt_timebase = stream.pointee.time_base
    self = try decoder.started(isStrict: isStrict, file: file)
  }

  private static func allocating(_ id: AVCodecID, file: String) throws(DecodeError) -> VideoDecoder
  {
    guard let codec = avcodec_find_decoder(id) else {
      throw .decoderMissing(file: file, codec: name(of: id))
    }
    guard let context = avcodec_alloc_context3(codec) else { throw .outOfMemory(file: file) }
    return VideoDecoder(owning: context)
  }

  private consuming func started(isStrict: Bool, file: String) throws(DecodeError) -> VideoDecoder {
    // One thread: the output for damaged H.264 depends on the number of threads.
    context.pointee.thread_count = 1
    context.pointee.max_pixels = Int64(PictureLimits.pixels)
    context.pointee.export_side_data |= AV_CODEC_EXPORT_DATA_VIDEO_ENC_PARAMS
    if isStrict, !VideoDecoder.flagsItsDamage(context.pointee.codec_id) {
      context.pointee.err_recognition = AV_EF_EXPLODE | AV_EF_CRCCHECK
    }
    let code = LibraryCode(value: avcodec_open2(context, nil, nil))
    guard !code.isFailure else {
      if code == .system(ENOMEM) { throw .outOfMemory(file: file) }
      throw .decoderMissing(file: file, codec: codecName)
    }
    return self
  }

  /// The pixel format to read raw video as; nil to leave it to the container.
  private static func imposedFormat(
    on parameters: UnsafeMutablePointer<AVCodecParameters>, asked: String?, file: String
  ) throws(DecodeError) -> AVPixelFormat? {
    let id = parameters.pointee.codec_id
    if let asked {
      let format = av_get_pix_fmt(asked)
      guard format != AV_PIX_FMT_NONE, id == AV_CODEC_ID_RAWVIDEO || id == AV_CODEC_ID_NONE else {
        throw .pixelFormatRefused(file: file, pixelFormat: asked, codec: name(of: id))
      }
      return format
    }
    // 16-bit grey as cameras write it into AVI; FFmpeg does not know this FourCC.
    let y16 =
      UInt32(UInt8(ascii: "Y")) | UInt32(UInt8(ascii: "1")) << 8
      | UInt32(UInt8(ascii: "6")) << 16 | UInt32(UInt8(ascii: " ")) << 24
    if id == AV_CODEC_ID_NONE, parameters.pointee.codec_tag == y16 { return AV_PIX_FMT_GRAY16LE }
    return nil
  }

  /// Discards the decoder's state, after a seek.
  func flush() { avcodec_flush_buffers(context) }

  /// Whether the stream is lossy, by its first decoded picture; see ``CodingLoss``.
  ///
  /// - Parameters:
  ///   - picture: the picture.
  ///   - near: largest error of a JPEG-LS picture; nil for other codecs.
  /// - Returns: false only if the stream states that nothing was lost.
  func isLossy(_ picture: UnsafeMutablePointer<AVFrame>, near: UInt8?) -> Bool {
    // The quantisers of later pictures are not needed.
    context.pointee.export_side_data &= ~AV_CODEC_EXPORT_DATA_VIDEO_ENC_PARAMS
    return CodingLoss.isLossy(context, picture, near: near)
  }

  /// Name of the codec, such as `mjpeg`.
  var codecName: String { VideoDecoder.name(of: context.pointee.codec_id) }

  private static func name(of id: AVCodecID) -> String {
    id == AV_CODEC_ID_NONE ? "unknown" : String(cString: avcodec_get_name(id))
  }

  /// True for lossy codecs with prediction, which report the errors that they conceal.
  private static func flagsItsDamage(_ id: AVCodecID) -> Bool {
    guard let descriptor = avcodec_descriptor_get(id) else { return false }
    return descriptor.pointee.props & (AV_CODEC_PROP_INTRA_ONLY) == 0
      && descriptor.pointee.props & AV_CODEC_PROP_LOSSY != 0
  }

  /// True when each packet is an independently coded picture.
  static func isIntraOnly(_ id: AVCodecID) -> Bool {
    guard let descriptor = avcodec_descriptor_get(id) else { return false }
    return descriptor.pointee.props & AV_CODEC_PROP_INTRA_ONLY != 0
  }
}
