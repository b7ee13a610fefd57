import NTAAnalysis
import NTAVideo

/// Seeded random numbers (Steele, Lea and Flood 2014, SplitMix64).
package struct SeededBits: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// Frames whose every sample is known.
package enum DrawnVideo {
  /// Noise over the full range, another in each frame: no two samples can be mixed up unseen.
  package static func noise(
    frame: Int, width: Int = 37, height: Int = 23, whiteLevel: UInt16 = 255
  ) -> GrayImage {
    var bits = SeededBits(seed: UInt64(frame) &* 7919 &+ 1)
    var image = GrayImage(width: width, height: height, whiteLevel: whiteLevel)
    for index in image.pixels.indices {
      image.pixels[index] = UInt16.random(in: 0...whiteLevel, using: &bits)
    }
    return image
  }

  /// A smooth slope whose level tells the frame, fit for lossy codecs.
  package static func slope(frame: Int, width: Int = 64, height: Int = 48) -> GrayImage {
    var image = GrayImage(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width { image[x, y] = UInt16(20 + 3 * (frame % 40) + x + y / 2) }
    }
    return image
  }

  /// Writes frames drawn by their number.
  package static func write(
    _ path: String, frames: Int, frameRate_hz: Double = 30, encoding: VideoEncoding,
    drawing draw: (Int) -> GrayImage
  ) throws {
    let first = draw(0)
    var writer = try VideoWriter(
      path: path, width: first.width, height: first.height, frameRate_hz: frameRate_hz,
      encoding: encoding)
    for frame in 0..<frames { try writer.append(draw(frame)) }
    try writer.finish()
  }
}

/// Everything a reader gives.
package struct ReadVideo: Equatable {
  package var stamps: [FrameStamp] = []
  package var images: [GrayImage] = []
  package var tally: FrameTally
  package var properties: VideoProperties

  /// Reads a video to its end.
  package init(
    _ source: VideoSource, frames: Range<Int>? = nil, frameRate_hz: Double? = nil,
    pixelFormat: String? = nil, channel: Int? = nil
  ) throws(DecodeError) {
    var reader = try VideoReader(
      source, frames: frames, frameRate_hz: frameRate_hz, pixelFormat: pixelFormat,
      channel: channel)
    var image = GrayImage(width: 1, height: 1)
    while let stamp = try reader.next(into: &image) {
      stamps.append(stamp)
      images.append(image)
    }
    tally = reader.tally
    properties = reader.properties
    // Frames that are held in few bytes take a way of their own.
    var again = try VideoReader(
      source, frames: frames, frameRate_hz: frameRate_hz, pixelFormat: pixelFormat,
      channel: channel)
    var compact = CompactFrame(width: properties.width, height: properties.height)
    for (expected, stamp) in zip(images, stamps) {
      let read = try again.next(into: &compact, through: &image)
      guard read == stamp, compact.image == expected else { throw .noFrames(file: source.name) }
    }
  }
}
