internal import CFFmpeg
import NTAAnalysis

/// Encodes one picture as PNG into memory.
package enum PNGImage {
  /// Encodes an image as a PNG file; the same image gives the same bytes.
  ///
  /// - Parameter image: an 8-bit image; samples above 255 become white.
  /// - Returns: the bytes of a complete PNG file.
  /// - Throws: ``EncodeError`` when this FFmpeg has no PNG encoder.
  package static func bytes(of image: GrayImage) throws(EncodeError) -> [UInt8] {
    let choice = EncoderChoice(.png, width: image.width, height: image.height)
    return try bytes(choice, width: image.width, height: image.height) { picture in
      GrayPlanes.fill(picture, with: image, choice: choice)
    }
  }

  /// Encodes a colour image as a PNG file; the same image gives the same bytes.
  ///
  /// - Parameters:
  ///   - image: the image.
  ///   - dotsPerInch: resolution that the file states for printing, >= 1.
  /// - Returns: the bytes of a complete PNG file.
  /// - Throws: ``EncodeError`` when this FFmpeg has no PNG encoder.
  package static func bytes(
    of image: ColorImage, dotsPerInch: Int
  ) throws(EncodeError) -> [UInt8] {
    var choice = EncoderChoice(.colorPNG, width: image.width, height: image.height)
    choice.options.append(("dpi", "\(dotsPerInch)"))
    let filled = choice
    return try bytes(choice, width: image.width, height: image.height) { picture in
      ColorPlanes.fill(picture, with: image, choice: filled)
    }
  }

  private static func bytes(
    _ choice: EncoderChoice, width: Int, height: Int, fill: (borrowing Picture) -> Void
  ) throws(EncodeError) -> [UInt8] {
    let name = "picture"
    let encoder = try VideoEncoder(
      choice, width: width, height: height, frameRate: AVRational(num: 1, den: 1),
      needsGlobalHeader: false, file: name)
    guard let picture = Picture(), let packet = Packet() else { throw .outOfMemory(file: name) }
    try GrayPlanes.allocate(picture, for: encoder, file: name)
    fill(picture)
    picture.pointer.pointee.pts = 0
    for frame in [picture.pointer, nil] {
      let sent = LibraryCode(value: avcodec_send_frame(encoder.context, frame))
      guard !sent.isFailure else {
        throw .encodingFailed(file: name, frame: 0, reason: sent.reason)
      }
      let received = LibraryCode(value: avcodec_receive_packet(encoder.context, packet.pointer))
      if received == .tryAgain { continue }
      guard !received.isFailure, let data = packet.pointer.pointee.data else {
        throw .encodingFailed(file: name, frame: 0, reason: received.reason)
      }
      return [UInt8](
        UnsafeBufferPointer(start: data, count: Int(packet.pointer.pointee.size)))
    }
    throw .encodingFailed(file: name, frame: 0, reason: "the encoder gave nothing")
  }
}
