@testable import NTAAnalysis

/// Draws frames of nothing but camera noise, with the faults that recordings have.
struct DrawnNoise {
  var width = 128
  var height = 96
  var mean = 40.0
  /// Standard deviation of a pixel, grey levels.
  var deviation = 4.0
  var whiteLevel: UInt16 = 255
  /// Rows above and below the picture that are black.
  var border = 0

  /// Frames without correlation in space or time.
  func frames(_ count: Int, seed: UInt64) -> [GrayImage] {
    levels(count, seed: seed).map(image)
  }

  /// Noise before rounding and clipping, in grey levels about 0.
  func levels(_ count: Int, seed: UInt64) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      (0..<width * height).map { _ in deviation * generator.normal() }
    }
  }

  /// A frame of given noise: on the mean, rounded and clipped, between black borders.
  func image(_ noise: [Double]) -> GrayImage {
    var image = GrayImage(width: width, height: height, whiteLevel: whiteLevel)
    for place in border * width..<(height - border) * width {
      let level = (mean + noise[place]).rounded()
      image.pixels[place] = UInt16(min(max(level, 0), Double(whiteLevel)))
    }
    return image
  }
}
