import NTAAnalysis
import NTAVideo

/// What the positions of one run have in common: they were recorded by one camera with one setting.
struct RecordingFormat: Sendable, Equatable {
  var width_px: Int
  var height_px: Int
  /// Bits of a grey level.
  var bitDepth: Int
  /// Width of a pixel over its height.
  var pixelAspect: Double
  /// Frames per second by the container; nil if it has none.
  var rate_hz: Double?

  /// Relative difference of the rates of one camera: its clock and lost frames make less.
  private static let sameRate = 0.05
  /// Relative difference of shapes of pixels that are the same.
  private static let sameAspect = 0.01

  init(_ properties: VideoProperties) {
    width_px = properties.width
    height_px = properties.height
    bitDepth = properties.bitDepth
    pixelAspect = properties.pixelAspect
    rate_hz = properties.containerRate_hz
  }

  /// What tells this format from another, in words; nil if both can be of one run.
  func difference(from other: RecordingFormat) -> String? {
    if (width_px, height_px) != (other.width_px, other.height_px) {
      return "frames of \(width_px)x\(height_px) px instead of "
        + "\(other.width_px)x\(other.height_px) px"
    }
    if bitDepth != other.bitDepth {
      return "grey levels of \(bitDepth) bits instead of \(other.bitDepth)"
    }
    if abs(pixelAspect / other.pixelAspect - 1) > Self.sameAspect {
      return "pixels of the shape \(Self.text(pixelAspect)) instead of "
        + Self.text(other.pixelAspect)
    }
    if let rate_hz, let otherRate_hz = other.rate_hz,
      abs(rate_hz / otherRate_hz - 1) > Self.sameRate
    {
      return "\(Self.text(rate_hz)) frames per second instead of \(Self.text(otherRate_hz))"
    }
    return nil
  }

  private static func text(_ value: Double) -> String { NumberText.significant(value, digits: 4) }
}

/// A run in which one position was recorded unlike the others.
struct MixedRun: StageError {
  /// The position that differs.
  var file: String
  /// In what, in words.
  var difference: String
  /// One of the others.
  var other: String

  var category: ErrorCategory { .damagedInput }

  func description(in wording: Wording) -> String {
    "\(file): has \(difference), as \(other) has; positions of one run are recorded alike: leave this "
      + "video out, or analyse it as a run of its own"
  }

  /// The first position that is unlike most; nil if all are alike.
  ///
  /// - Parameter formats: the name and the format of each position that could be read.
  init?(_ formats: [(file: String, format: RecordingFormat)]) {
    func alike(_ index: Int) -> Int {
      formats.count { $0.format.difference(from: formats[index].format) == nil }
    }
    // The format that most positions have; of equally many, that of the first.
    guard
      let usual = formats.indices.max(by: { (alike($0), -$0) < (alike($1), -$1) }),
      let odd = formats.first(where: { $0.format.difference(from: formats[usual].format) != nil }),
      let difference = odd.format.difference(from: formats[usual].format)
    else { return nil }
    self.init(file: odd.file, difference: difference, other: formats[usual].file)
  }

  private init(file: String, difference: String, other: String) {
    (self.file, self.difference, self.other) = (file, difference, other)
  }
}
