/// Converts the samples of a recording to fixed-point intensities, bright spots positive.
///
/// The filters work on 16-bit integers, eight at a time, which is twice as fast as floating point.
/// One step is a 64th of a grey level for 8-bit video, and proportionally more for deeper video.
/// If that is more than a 16th of the camera noise, steps are halved until it is not, or until they
/// are a 64th of a grey level. Levels far from the typical level then clip.
package struct FixedPointScale: Sendable, Equatable {
  let polarity: Polarity
  /// The largest sample.
  let whiteLevel: UInt16
  /// Grey level that maps to zero (for dark spots, its distance from white).
  let offset: Int32
  /// Standard deviation of a pixel between frames, in grey levels.
  package let noise: Float
  /// One step is 2^-shift grey levels.
  let shift: Int
  /// Lowest standard deviation of a pixel that any threshold may rest on, in grey levels.
  ///
  /// It is above 0 only where parts of the picture are clipped or dead: there the noise measured over
  /// all pixels says nothing about the pixels that see light.
  package private(set) var noiseFloor: Float = 0

  /// Largest magnitude of an intensity in steps; the sum of two values still fits into 16 bits.
  static let limit: Int32 = 16_383

  /// Creates a scale for one recording.
  ///
  /// - Parameters:
  ///   - polarity: whether spots are bright or dark.
  ///   - whiteLevel: the largest sample.
  ///   - noise: standard deviation of a pixel, in grey levels, >= 0.
  ///   - typical: a typical sample, such as the median.
  ///   - noiseFloor: lowest deviation that thresholds may rest on, in grey levels, >= 0.
  init(
    polarity: Polarity, whiteLevel: UInt16, noise: Float, typical: UInt16, noiseFloor: Float = 0
  ) {
    self.noiseFloor = noiseFloor
    self.polarity = polarity
    self.whiteLevel = whiteLevel
    self.noise = noise
    let bits = 16 - whiteLevel.leadingZeroBitCount
    let whole = min(14 - bits, 6)
    var fine = whole
    while fine < 6, noise * FixedPointScale.steps(fine) < 16 { fine += 1 }
    shift = fine
    let level = polarity == .bright ? Int32(typical) : Int32(whiteLevel) - Int32(typical)
    offset = fine > whole ? level : 0
  }

  private static func steps(_ shift: Int) -> Float {
    shift >= 0 ? Float(1 << shift) : 1 / Float(1 << -shift)
  }

  /// Number of steps per grey level.
  package var stepsPerLevel: Float { FixedPointScale.steps(shift) }

  /// Intensity of a sample in grey levels, inverted for dark spots.
  @inline(__always)
  func light(_ sample: UInt16) -> Float {
    polarity == .bright ? Float(sample) : Float(whiteLevel) - Float(sample)
  }

  /// Writes the intensities of `image` minus `background`, in steps, into `result` of the same size.
  func convert(
    _ image: borrowing GrayImage, less background: [StaticPixel] = [],
    into result: inout FixedPointImage
  ) {
    precondition(image.width == result.width && image.height == result.height)
    for y in 0..<image.height { convert(row: y, of: image, into: &result) }
    subtract(background, from: &result)
  }

  /// Does the same for a compact frame, which is unpacked into `image` first.
  ///
  /// The frame is processed row by row, so that each row is still in cache when it is scaled.
  package func convert(
    _ frame: borrowing CompactFrame, through image: inout GrayImage,
    less background: [StaticPixel] = [],
    into result: inout FixedPointImage
  ) {
    precondition(frame.width == result.width && frame.height == result.height)
    precondition(image.width == result.width && image.height == result.height)
    image.whiteLevel = frame.whiteLevel
    for y in 0..<frame.height {
      frame.copy(row: y, into: &image)
      convert(row: y, of: image, into: &result)
    }
    subtract(background, from: &result)
  }

  @inline(__always)
  private func convert(
    row y: Int, of image: borrowing GrayImage, into result: inout FixedPointImage
  ) {
    let sign: Int32 = polarity == .bright ? 1 : -1
    let base = (polarity == .bright ? 0 : Int32(whiteLevel)) - offset
    let from = image.pixels.span.extracting(y * image.width..<(y + 1) * image.width)
    let row = y * result.stride..<y * result.stride + image.width
    var all = result.pixels.mutableSpan
    var out = all._mutatingExtracting(row)
    // No clipping is needed if the whole range fits.
    if offset == 0 && shift >= 0 {
      let factor = Int16(1 << shift)
      scaled(from, by: Int16(sign) * factor, Int16(base) * factor, into: &out)
    } else {
      shifted(from, sign, base, shift, into: &out)
    }
  }

  private func subtract(_ background: [StaticPixel], from result: inout FixedPointImage) {
    let limit = Int16(FixedPointScale.limit)
    for pixel in background {
      let light = result.pixels[pixel.place] - pixel.steps
      result.pixels[pixel.place] = min(max(light, -limit), limit)
    }
  }

  /// The nonzero pixels of a static background, which is in grey levels.
  func staticPixels(of light: borrowing FloatImage) -> [StaticPixel] {
    let stride = FixedPointImage.rowLength(light.width)
    let scale = stepsPerLevel
    let limit = Float(FixedPointScale.limit)
    var pixels: [StaticPixel] = []
    for y in 0..<light.height {
      for x in 0..<light.width where light[x, y] != 0 {
        let steps = min(max(light[x, y] * scale, -limit), limit)
        pixels.append(StaticPixel(place: y * stride + x, steps: Int16(steps.rounded())))
      }
    }
    return pixels
  }
}

/// The static background of one pixel; it is nonzero for few pixels.
package struct StaticPixel: Sendable {
  /// Index in the pixels of a ``FixedPointImage``.
  var place: Int
  /// Intensity in steps, at most ``FixedPointScale/limit`` in magnitude.
  var steps: Int16
}

private func scaled(
  _ samples: Span<UInt16>, by factor: Int16, _ base: Int16, into out: inout MutableSpan<Int16>
) {
  let count = out.count
  precondition(samples.count == count)
  for i in 0..<count { out[i] = Int16(truncatingIfNeeded: samples[i]) &* factor &+ base }
}

private func shifted(
  _ samples: Span<UInt16>, _ sign: Int32, _ base: Int32, _ shift: Int,
  into out: inout MutableSpan<Int16>
) {
  let count = out.count
  precondition(samples.count == count)
  let limit = FixedPointScale.limit
  let left = Int32(max(shift, 0))
  let right = Int32(max(-shift, 0))
  for i in 0..<count {
    let level = sign > 0 ? base &+ Int32(samples[i]) : base &- Int32(samples[i])
    let steps = (level &<< left) &>> right
    out[i] = Int16(truncatingIfNeeded: min(max(steps, -limit), limit))
  }
}
