/// What the program that wrote a TIFF file says about its planes, their times and their scale.
struct StackDescription: Equatable {
  /// The program, or the format that it follows.
  var writer: String
  /// Planes in all; nil where nothing is said.
  var planes: Int?
  /// Colours or lights recorded at each time.
  var channels = 1
  /// Focal planes recorded at each time.
  var depths = 1
  /// Times; nil where nothing is said.
  var frames: Int?
  /// Planes from one channel to the next, and from one time to the next.
  var channelStride = 1
  var frameStride = 1
  /// Time between frames.
  var interval_s: Double?
  /// Times of single planes, in seconds, by the number of the plane.
  var planeTimes_s: [Int: Double] = [:]
  /// Rate at which the program plays the stack, which says nothing of the recording.
  var playbackRate_hz: Double?
  /// Width and height of a pixel in the sample.
  var pixelWidth_um: Double?
  var pixelHeight_um: Double?
  /// Which page of which file holds which planes; empty where the pages are in order.
  var parts: [Part] = []

  /// Planes that follow each other in pages that follow each other.
  struct Part: Equatable {
    /// Name of the file; nil for the one that the description is in.
    var file: String?
    /// The first page, from 0.
    var page: Int
    /// Number of planes; nil for all pages of the file.
    var count: Int?
    /// Number of the first plane, from 0.
    var plane: Int
  }

  /// Width of a pixel over its height; 1 where they differ by rounding.
  var pixelAspect: Double {
    guard let width = pixelWidth_um, let height = pixelHeight_um else { return 1 }
    return abs(width / height - 1) > 0.01 ? width / height : 1
  }

  /// The shorter side of a pixel; nil where nothing is stated.
  var pixelSize_um: Double? {
    pixelAspect == 1 ? pixelWidth_um : pixelWidth_um.map { min($0, pixelHeight_um ?? $0) }
  }

  /// Largest number of channels, depths, frames or planes that is believed.
  static let countLimit = 1 << 40

  /// A number of something, if it can be believed.
  static func count(_ text: some StringProtocol) -> Int? {
    Int(text).flatMap { (1...countLimit).contains($0) ? $0 : nil }
  }

  /// A time or length, if it is a positive finite number.
  static func positive(_ text: (some StringProtocol)?) -> Double? {
    text.flatMap { Double($0) }.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
  }
}
