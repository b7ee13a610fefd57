internal import CFFmpeg
import NTAAnalysis

/// Reads rows of one component of a picture in any pixel format, through the library's descriptor.
struct ComponentLines {
  private let planes: [UnsafePointer<UInt8>?]
  private let strides: [Int32]
  private let descriptor: UnsafePointer<AVPixFmtDescriptor>
  private let width: Int32
  private var isPalette: Bool {
    descriptor.pointee.flags & UInt64(AV_PIX_FMT_FLAG_PAL) != 0
  }

  /// Creates a reader; the picture must outlive it.
  init(
    _ picture: UnsafeMutablePointer<AVFrame>, descriptor: UnsafePointer<AVPixFmtDescriptor>,
    width: Int
  ) {
    let data = picture.pointee.data
    let lines = picture.pointee.linesize
    planes = [
      UnsafePointer(data.0), UnsafePointer(data.1), UnsafePointer(data.2), UnsafePointer(data.3),
    ]
    strides = [lines.0, lines.1, lines.2, lines.3]
    self.descriptor = descriptor
    self.width = Int32(width)
  }

  /// Fills a row of at least the picture's width.
  func read(_ y: Int, component: Int, into line: UnsafeMutableBufferPointer<UInt16>) {
    planes.withUnsafeBufferPointer { planes in
      // The library declares the pointers as mutable but does not write through them.
      av_read_image_line2(
        line.baseAddress, UnsafeMutablePointer(mutating: planes.baseAddress), strides, descriptor,
        0, Int32(y), Int32(component), width, isPalette ? 1 : 0, 2)
    }
  }
}
