import Foundation
import NTAAnalysis
import NTAVideo

/// The kernels that read video files.
enum DecodingKernels {
  static let mjpeg = "Motion JPEG decoding, per frame"
  static let h264 = "H.264 decoding, per frame"

  /// Writes the images into `folder` as videos, and reads those again.
  static func reading(_ images: [GrayImage], in folder: String) throws -> [Kernel] {
    let formats: [(name: String, ending: String, encoding: VideoEncoding)] = [
      (mjpeg, "avi", .mjpeg(quality: 3)), (h264, "mp4", .h264(crf: 18)),
    ]
    return try formats.filter { $0.encoding.isAvailable }.map { format in
      let path = "\(folder)/drawn.\(format.ending)"
      try write(images, to: path, format.encoding)
      var image = GrayImage(width: images[0].width, height: images[0].height)
      var frame = CompactFrame(image)
      return Kernel(
        format.name, on: "\(image.width) x \(image.height), opened for \(images.count) frames",
        repetitions: 1, pieces: images.count
      ) {
        var reader = try VideoReader.opening(.file(path: path))
        var count = 0
        while try reader.next(into: &frame, through: &image) != nil { count += 1 }
        return count
      }
    }
  }

  private static func write(
    _ images: [GrayImage], to path: String, _ encoding: VideoEncoding
  ) throws {
    var writer = try VideoWriter.creating(
      path: path, width: images[0].width, height: images[0].height, frameRate_hz: 30,
      encoding: encoding)
    for image in images { try writer.append(image) }
    try writer.finish()
  }
}
