internal import CFFmpeg
import NTAAnalysis

/// How frames are stored.
///
/// Grey levels are stored unscaled: lossy codecs keep them as full-range luma with neutral colour.
package enum VideoEncoding: Sendable, Hashable {
  /// Lossless, 8 bits; AVI, MKV or MOV.
  case ffv1
  /// Lossless, 16 bits; AVI, MKV or MOV.
  case ffv1Deep
  /// JPEG frames; `quality` in 1...31, 1 the best; AVI, MKV or MOV.
  case mjpeg(quality: Int)
  /// Uncompressed bytes as cameras write them (FourCC `Y800`); AVI.
  case rawGray8
  /// H.264; `crf` in 0...51, 18 hardly visible loss; MP4, MOV, MKV or AVI.
  case h264(crf: Int)
  /// MPEG-4 part 2; `quality` in 1...31, 1 the best; MP4, MOV, MKV or AVI.
  case mpeg4(quality: Int)
  /// JPEG 2000 frames of 8 bits, lossy; `quality` in 1...31, 1 the best; AVI, MKV or MOV.
  case jpeg2000(quality: Int)
  /// One lossless 8-bit image; PNG.
  case png
  /// One lossless 16-bit image; PNG.
  case pngDeep
  /// H.264 of colour images with even sides, as players and browsers expect it; `crf` as above.
  case colorH264(crf: Int)
  /// MPEG-4 part 2 of colour images with even sides; `quality` as above.
  case colorMPEG4(quality: Int)
  /// One lossless colour image; PNG.
  case colorPNG

  /// True when this machine's FFmpeg has the encoder.
  package var isAvailable: Bool {
    avcodec_find_encoder_by_name(EncoderChoice(self, width: 2, height: 2).name) != nil
  }
}
