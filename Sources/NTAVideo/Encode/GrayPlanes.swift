internal import CFFmpeg
import NTAAnalysis

/// Writes grey images into the planes of a picture to be encoded.
enum GrayPlanes {
  /// Allocates a picture of the encoder's size and format.
  static func allocate(
    _ picture: borrowing Picture, for encoder: borrowing VideoEncoder, file: String
  ) throws(EncodeError) {
    let frame = picture.pointer
    frame.pointee.format = encoder.context.pointee.pix_fmt.rawValue
    frame.pointee.width = encoder.context.pointee.width
    frame.pointee.height = encoder.context.pointee.height
    frame.pointee.color_range = encoder.context.pointee.color_range
    frame.pointee.colorspace = encoder.context.pointee.colorspace
    guard av_frame_get_buffer(frame, 0) >= 0 else { throw .outOfMemory(file: file) }
  }

  /// Copies an image in and sets neutral colour; samples above the format's white become white.
  static func fill(_ picture: borrowing Picture, with image: GrayImage, choice: EncoderChoice) {
    let frame = picture.pointer
    guard let luma = frame.pointee.data.0 else { return }
    let stride = Int(frame.pointee.linesize.0)
    let isDeep = choice.whiteLevel > 255
    let isBigEndian = choice.pixelFormat == AV_PIX_FMT_GRAY16BE
    image.pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<image.height {
        let row = UnsafeBufferPointer(
          rebasing: pixels[y * image.width..<(y + 1) * image.width])
        if isDeep {
          let out = UnsafeMutableRawPointer(luma + y * stride)
            .assumingMemoryBound(to: UInt16.self)
          for x in 0..<row.count { out[x] = isBigEndian ? row[x].bigEndian : row[x].littleEndian }
        } else {
          let out = UnsafeMutableBufferPointer(start: luma + y * stride, count: row.count)
          for x in 0..<row.count { out[x] = UInt8(truncatingIfNeeded: min(row[x], 255)) }
        }
      }
    }
    neutralise(frame, width: image.width, height: image.height)
  }

  private static func neutralise(
    _ frame: UnsafeMutablePointer<AVFrame>, width: Int, height: Int
  ) {
    guard let descriptor = av_pix_fmt_desc_get(AVPixelFormat(rawValue: frame.pointee.format)),
      descriptor.pointee.nb_components >= 3,
      let blue = frame.pointee.data.1, let red = frame.pointee.data.2
    else { return }
    let shift = Int(descriptor.pointee.log2_chroma_h)
    let rows = (height + (1 << shift) - 1) >> shift
    (blue).update(repeating: 128, count: rows * Int(frame.pointee.linesize.1))
    (red).update(repeating: 128, count: rows * Int(frame.pointee.linesize.2))
  }
}
