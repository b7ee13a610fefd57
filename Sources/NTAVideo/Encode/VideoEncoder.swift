internal import CFFmpeg
import Glibc
import NTAAnalysis

/// Owner of one `AVCodecContext` that encodes pictures.
struct VideoEncoder: ~Copyable {
  let context: UnsafeMutablePointer<AVCodecContext>

  private init(owning context: UnsafeMutablePointer<AVCodecContext>) {
    self.context = context
  }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&context)
  }

  /// Opens an encoder with deterministic output.
  init(
    _ choice: EncoderChoice, width: Int, height: Int, frameRate: AVRational,
    needsGlobalHeader: Bool, file: String
  ) throws(EncodeError) {
    guard let codec = avcodec_find_encoder_by_name(choice.name) else {
      throw .encoderMissing(file: file, encoder: choice.name)
    }
    guard let allocated = avcodec_alloc_context3(codec) else { throw .outOfMemory(file: file) }
    let encoder = VideoEncoder(owning: allocated)
    let context = encoder.context
    context.pointee.width = Int32(clamping: width)
    context.pointee.height = Int32(clamping: height)
    context.pointee.pix_fmt = choice.pixelFormat
    context.pointee.color_range = choice.range
    context.pointee.colorspace = choice.matrix
    if choice.matrix == AVCOL_SPC_BT709 {
      context.pointee.color_primaries = AVCOL_PRI_BT709
      context.pointee.color_trc = AVCOL_TRC_BT709
    }
    context.pointee.time_base = av_inv_q(frameRate)
    context.pointee.framerate = frameRate
    context.pointee.thread_count = 1
    context.pointee.codec_tag = choice.codecTag
    context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
    if needsGlobalHeader { context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER }
    if let lambda = choice.lambda {
      context.pointee.flags |= AV_CODEC_FLAG_QSCALE
      context.pointee.global_quality = lambda
      context.pointee.qmin = 1
    }
    var options: OpaquePointer?
    defer { av_dict_free(&options) }
    for option in choice.options { av_dict_set(&options, option.name, option.value, 0) }
    let code = LibraryCode(value: avcodec_open2(context, codec, &options))
    guard !code.isFailure else {
      if code == .system(ENOMEM) { throw .outOfMemory(file: file) }
      throw .settingsRefused(file: file, encoder: choice.name, reason: code.reason)
    }
    self = encoder
  }
}
