internal import CFFmpeg
import NTAAnalysis

/// Writes colour images into the planes of a picture to be encoded.
///
/// The planes are allocated by FFmpeg, with the size given to ``GrayPlanes/allocate(_:for:file:)``.
enum ColorPlanes {
  /// Copies an image in, as RGB or as the luma and colour differences of the format.
  static func fill(_ picture: borrowing Picture, with image: ColorImage, choice: EncoderChoice) {
    if choice.pixelFormat == AV_PIX_FMT_RGB24 {
      fillRGB(picture.pointer, image)
    } else {
      fillLuma(picture.pointer, image)
      fillChroma(picture.pointer, image)
    }
  }

  private static func fillRGB(_ frame: UnsafeMutablePointer<AVFrame>, _ image: ColorImage) {
    guard let plane = frame.pointee.data.0 else { return }
    let stride = Int(frame.pointee.linesize.0)
    let rowBytes = 3 * image.width
    image.channels.withUnsafeBufferPointer { channels in
      guard let base = channels.baseAddress else { return }
      for y in 0..<image.height {
        (plane + y * stride).update(from: base + y * rowBytes, count: rowBytes)
      }
    }
  }

  // ITU-R BT.709, limited range: the matrix that current players expect, in 16-bit fixed point.

  private static func fillLuma(_ frame: UnsafeMutablePointer<AVFrame>, _ image: ColorImage) {
    guard let plane = frame.pointee.data.0 else { return }
    let stride = Int(frame.pointee.linesize.0)
    image.channels.withUnsafeBufferPointer { channels in
      for y in 0..<image.height {
        let row = plane + y * stride
        var index = 3 * y * image.width
        for x in 0..<image.width {
          let luma =
            11_966 * Int(channels[index]) + 40_254 * Int(channels[index + 1])
            + 4_064 * Int(channels[index + 2])
          row[x] = UInt8(truncatingIfNeeded: 16 + (luma + 32_768) >> 16)
          index += 3
        }
      }
    }
  }

  /// Colour differences averaged over 2 x 2 pixels; the image has even sides.
  private static func fillChroma(_ frame: UnsafeMutablePointer<AVFrame>, _ image: ColorImage) {
    guard let blue = frame.pointee.data.1, let red = frame.pointee.data.2 else { return }
    let blueStride = Int(frame.pointee.linesize.1)
    let redStride = Int(frame.pointee.linesize.2)
    image.channels.withUnsafeBufferPointer { channels in
      for y in 0..<image.height / 2 {
        for x in 0..<image.width / 2 {
          var (r, g, b) = (0, 0, 0)
          for corner in 0..<4 {
            let index = 3 * ((2 * y + corner / 2) * image.width + 2 * x + corner % 2)
            r += Int(channels[index])
            g += Int(channels[index + 1])
            b += Int(channels[index + 2])
          }
          let half = 1 << 17
          let cb = (-6_596 * r - 22_188 * g + 28_784 * b + half) >> 18
          let cr = (28_784 * r - 26_145 * g - 2_639 * b + half) >> 18
          blue[y * blueStride + x] = UInt8(clamping: 128 + cb)
          red[y * redStride + x] = UInt8(clamping: 128 + cr)
        }
      }
    }
  }
}
