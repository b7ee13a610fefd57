internal import CFFmpeg
import NTAAnalysis

/// Draws SVG documents with librsvg, which FFmpeg has as a decoder.
package enum DrawnSVG {
  /// Draws a document in the size that it states, in px.
  ///
  /// Letters are those of the fonts of the system, so that pictures of two machines may differ.
  ///
  /// - Parameter text: the document, with an opaque background.
  /// - Returns: the picture.
  /// - Throws: ``EncodeError/cannotDraw(reason:)`` if this FFmpeg has no librsvg, or if the document
  ///   is damaged.
  package static func image(_ text: String) throws(EncodeError) -> ColorImage {
    _ = LibraryLog.quiet
    guard let codec = avcodec_find_decoder(AV_CODEC_ID_SVG) else {
      throw .cannotDraw(reason: "this FFmpeg has no librsvg")
    }
    var context = avcodec_alloc_context3(codec)
    defer { avcodec_free_context(&context) }
    guard let context, let picture = Picture(), let packet = Packet() else {
      throw .outOfMemory(file: "picture")
    }
    context.pointee.thread_count = 1
    let bytes = [UInt8](text.utf8)
    try check(avcodec_open2(context, codec, nil))
    try check(av_new_packet(packet.pointer, Int32(clamping: bytes.count)))
    packet.pointer.pointee.data?.update(from: bytes, count: bytes.count)
    try check(avcodec_send_packet(context, packet.pointer))
    try check(avcodec_receive_frame(context, picture.pointer))
    return try image(of: picture)
  }

  private static func check(_ value: Int32) throws(EncodeError) {
    let code = LibraryCode(value: value)
    if code.isFailure { throw .cannotDraw(reason: code.reason) }
  }

  /// The opaque picture that librsvg has drawn, which is blue, green, red and opacity.
  private static func image(of picture: borrowing Picture) throws(EncodeError) -> ColorImage {
    let frame = picture.pointer.pointee
    guard frame.format == AV_PIX_FMT_BGRA.rawValue, frame.width > 0, frame.height > 0,
      let plane = frame.data.0
    else { throw .cannotDraw(reason: "its pixels are in an unknown format") }
    var image = ColorImage(width: Int(frame.width), height: Int(frame.height))
    let stride = Int(frame.linesize.0)
    var index = 0
    for y in 0..<image.height {
      let row = plane + y * stride
      for x in 0..<image.width {
        image.channels[index] = row[4 * x + 2]
        image.channels[index + 1] = row[4 * x + 1]
        image.channels[index + 2] = row[4 * x]
        index += 3
      }
    }
    return image
  }
}
