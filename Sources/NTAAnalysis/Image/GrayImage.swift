/// A grey-scale frame with integer samples.
///
/// Row-major, `width * height` samples; the origin is the centre of the top-left pixel, x to the
/// right and y down. Samples keep the bit depth of the recording: 0...255 for 8-bit video, up to
/// 0...65535 for 16-bit. They are stored as `UInt16` for every depth, so that each filter needs
/// only one implementation.
public struct GrayImage: Sendable, Equatable {
  /// Number of columns, at least 1.
  public let width: Int
  /// Number of rows, at least 1.
  public let height: Int
  /// The largest value a sample can take: 255 for 8 bits, 1023 for 10, 65535 for 16.
  public var whiteLevel: UInt16
  /// The samples, row by row from the top; always `width * height` of them.
  public var pixels: [UInt16]

  /// Hash of size and samples (FNV-1a over 16-bit words).
  package var fingerprint: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x0000_0100_0000_01B3 }
    mix(UInt64(width))
    mix(UInt64(height))
    for sample in pixels { mix(UInt64(sample)) }
    return hash
  }

  /// Creates an image filled with one value.
  public init(width: Int, height: Int, whiteLevel: UInt16 = 255, filledWith value: UInt16 = 0) {
    precondition(width >= 1 && height >= 1, "an image has at least one pixel")
    self.width = width
    self.height = height
    self.whiteLevel = whiteLevel
    pixels = [UInt16](repeating: value, count: width * height)
  }

  /// Creates an image from its samples.
  ///
  /// - Parameters:
  ///   - width: number of columns, at least 1.
  ///   - height: number of rows, at least 1.
  ///   - whiteLevel: the largest value a sample can take.
  ///   - pixels: `width * height` samples, row by row from the top, each at most `whiteLevel`.
  public init(width: Int, height: Int, whiteLevel: UInt16 = 255, pixels: [UInt16]) {
    precondition(width >= 1 && height >= 1, "an image has at least one pixel")
    precondition(pixels.count == width * height, "an image has width * height samples")
    self.width = width
    self.height = height
    self.whiteLevel = whiteLevel
    self.pixels = pixels
  }

  /// The sample at column `x` of row `y`.
  public subscript(x: Int, y: Int) -> UInt16 {
    get { pixels[y * width + x] }
    set { pixels[y * width + x] = newValue }
  }
}
