internal import CFFmpeg
import NTAAnalysis

/// Whether a stream has lost anything of the pictures that it was made of.
///
/// The codec alone does not say so: H.264, HEVC, VP9, JPEG 2000, JPEG-LS and WebP can be lossless or lossy. What
/// the stream states is taken: parameter sets, quantisers of the first picture, and the header of a JPEG-LS scan.
/// A codec that can be lossless without FFmpeg saying so, such as AV1, counts as lossy.
enum CodingLoss {
  /// Whether a stream is lossy, by its first decoded picture.
  ///
  /// - Parameters:
  ///   - context: the decoder, which has decoded the picture.
  ///   - picture: the picture; quantisers are with it if the decoder was asked to export them.
  ///   - near: largest error of a JPEG-LS picture, grey levels; nil for other codecs.
  /// - Returns: false only if the stream states that nothing was lost.
  static func isLossy(
    _ context: UnsafeMutablePointer<AVCodecContext>, _ picture: UnsafeMutablePointer<AVFrame>,
    near: UInt8?
  ) -> Bool {
    guard mayBeLossy(context.pointee.codec_id) else { return false }
    let header = UnsafeBufferPointer(
      start: context.pointee.extradata, count: Int(context.pointee.extradata_size))
    switch context.pointee.codec_id {
    case AV_CODEC_ID_H264:
      return !(ParameterSets(h264: header).bypassesTransform && isUnquantised(picture))
    case AV_CODEC_ID_HEVC:
      return !ParameterSets(hevc: header).bypassesTransform || deniesLossless(header)
    case AV_CODEC_ID_JPEGLS:
      return near != 0
    default:
      return context.pointee.properties & UInt32(FF_CODEC_PROPERTY_LOSSLESS) == 0
    }
  }

  /// True when a codec may change grey levels; one that can also be lossless counts.
  static func mayBeLossy(_ id: AVCodecID) -> Bool {
    guard let codec = avcodec_descriptor_get(id) else { return false }
    return codec.pointee.props & AV_CODEC_PROP_LOSSY != 0
  }

  /// True when each block of a picture has the quantiser 0.
  private static func isUnquantised(_ picture: UnsafeMutablePointer<AVFrame>) -> Bool {
    guard let side = av_frame_get_side_data(picture, AV_FRAME_DATA_VIDEO_ENC_PARAMS) else {
      return false
    }
    return side.pointee.data.withMemoryRebound(to: AVVideoEncParams.self, capacity: 1) {
      parameters in
      parameters.pointee.qp == 0
        && (0..<parameters.pointee.nb_blocks).allSatisfy {
          av_video_enc_params_block(parameters, $0).pointee.delta_qp == 0
        }
    }
  }

  /// True when x265 has noted that only some blocks, if any, are lossless.
  private static func deniesLossless(_ header: UnsafeBufferPointer<UInt8>) -> Bool {
    let note = Array(" no-lossless ".utf8)
    return header.indices.dropLast(note.count - 1).contains { start in
      note.indices.allSatisfy { header[start + $0] == note[$0] }
    }
  }
}

extension Packet {
  /// Largest error that a JPEG-LS picture admits, grey levels (NEAR of T.87, C.2.3); nil for anything else.
  var jpegLSNear: UInt8? {
    let bytes = UnsafeBufferPointer(start: pointer.pointee.data, count: Int(pointer.pointee.size))
    return Self.jpegLSNear(bytes)
  }

  /// The same of a picture's bytes.
  static func jpegLSNear(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
    var place = 2
    while place + 3 < bytes.count, bytes[place] == 0xFF {
      let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
      if bytes[place + 1] == 0xDA {
        // Number of components, two bytes for each, then NEAR.
        guard place + 4 < bytes.count else { return nil }
        let near = place + 5 + 2 * Int(bytes[place + 4])
        return near < bytes.count ? bytes[near] : nil
      }
      place += 2 + length
    }
    return nil
  }
}
