internal import CFFmpeg
import NTAAnalysis

/// The FFmpeg settings for an encoding.
struct EncoderChoice {
  let name: String
  let pixelFormat: AVPixelFormat
  /// Largest sample the format holds.
  var whiteLevel: UInt16 = 255
  /// FourCC to write; 0 leaves the choice to the container.
  var codecTag: UInt32 = 0
  /// Constant quantiser in FFmpeg's units of 1 / 118, for encoders that take one.
  var lambda: Int32?
  var options: [(name: String, value: String)] = []
  /// True when the container holds only one frame.
  var isStill = false
  /// Range and matrix of the samples, as stated in the file.
  var range = AVCOL_RANGE_JPEG
  var matrix = AVCOL_SPC_UNSPECIFIED
  /// True when the frames are colour images.
  var isColor: Bool { matrix != AVCOL_SPC_UNSPECIFIED }

  /// Chooses the settings for an encoding of pictures of a size.
  init(_ encoding: VideoEncoding, width: Int, height: Int) {
    switch encoding {
    case .ffv1, .ffv1Deep:
      name = "ffv1"
      pixelFormat = encoding == .ffv1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_GRAY16LE
      if encoding == .ffv1Deep { whiteLevel = .max }
      // A checksum in each slice lets the reader find every damaged frame.
      options = [("level", "3"), ("slicecrc", "1"), ("slices", "4")]
    case .mjpeg(let quality):
      name = "mjpeg"
      pixelFormat = AV_PIX_FMT_YUVJ420P
      lambda = Self.lambda(quality: quality)
    case .rawGray8:
      name = "rawvideo"
      pixelFormat = AV_PIX_FMT_GRAY8
      codecTag =
        UInt32(UInt8(ascii: "Y")) | UInt32(UInt8(ascii: "8")) << 8
        | UInt32(UInt8(ascii: "0")) << 16 | UInt32(UInt8(ascii: "0")) << 24
    case .h264(let crf):
      name = "libx264"
      // Chroma subsampling needs even sides.
      let isEven = width.isMultiple(of: 2) && height.isMultiple(of: 2)
      pixelFormat = isEven ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUVJ444P
      options = [("crf", String(min(max(crf, 0), 51))), ("preset", "medium")]
    case .mpeg4(let quality):
      name = "mpeg4"
      pixelFormat = AV_PIX_FMT_YUV420P
      lambda = Self.lambda(quality: quality)
    case .jpeg2000(let quality):
      name = "jpeg2000"
      pixelFormat = AV_PIX_FMT_GRAY8
      // At a whole quantiser, all noise is lost: the useful range is a sixteenth of other codecs'.
      lambda = Self.lambda(quality: quality) / 16
    case .png, .pngDeep:
      name = "png"
      pixelFormat = encoding == .png ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_GRAY16BE
      if encoding == .pngDeep { whiteLevel = .max }
      // Noise hardly compresses: a higher level takes eight times as long and saves only 5 %.
      options = [("compression_level", "2")]
      isStill = true
    case .colorH264(let crf):
      name = "libx264"
      pixelFormat = AV_PIX_FMT_YUV420P
      (range, matrix) = (AVCOL_RANGE_MPEG, AVCOL_SPC_BT709)
      options = [("crf", String(min(max(crf, 0), 51))), ("preset", "veryfast")]
    case .colorMPEG4(let quality):
      name = "mpeg4"
      pixelFormat = AV_PIX_FMT_YUV420P
      (range, matrix) = (AVCOL_RANGE_MPEG, AVCOL_SPC_BT709)
      lambda = Self.lambda(quality: quality)
    case .colorPNG:
      name = "png"
      pixelFormat = AV_PIX_FMT_RGB24
      matrix = AVCOL_SPC_RGB
      isStill = true
    }
  }

  /// FFmpeg's measure of a quality from 1 to 31.
  private static func lambda(quality: Int) -> Int32 {
    Int32(min(max(quality, 1), 31)) * FF_QP2LAMBDA
  }
}
