/// Why a stage of the analysis cannot work on what it was given.
///
/// The stages are ``SpotDetector``, ``TrackLinker``, ``Drift``, ``EnsembleMSD``,
/// ``DiffusionEstimate`` and ``SizeEstimate``.
public enum AnalysisError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no image.
  case noFrames
  /// An image has fewer than 16 columns or rows.
  case tooFewPixels(width: Int, height: Int)
  /// An image differs in size or bit depth from the first one.
  case formatsDiffer(frame: Int)
  /// A number lies outside its range, or is not finite; `allowed` describes the range.
  case outOfRange(name: String, value: Double, allowed: String)
  /// Two arrays that belong together have different lengths.
  case countsDiffer(name: String, count: Int, expected: Int)
  /// The frames of a track do not ascend, or its points lie in frames below 0 or beyond the last.
  case framesOutOfOrder(particle: Int)
  /// A trajectory has fewer than two points.
  case tooFewPoints(count: Int)
  /// All points of a trajectory coincide, and no localisation variance is known.
  case noMotion
  /// Fewer tracks are long enough and mobile than a distribution needs.
  case tooFewTracks(count: Int, needed: Int)

  /// One sentence that says what is wrong.
  public var description: String {
    switch self {
    case .noFrames: "there is no image to learn from"
    case .tooFewPixels(let width, let height):
      "an image of \(width) × \(height) pixels is too small; it needs at least 16 × 16"
    case .formatsDiffer(let frame):
      "image \(frame) differs in size or bit depth from the first one"
    case .outOfRange(let name, let value, let allowed):
      "\(name) is \(value); it must be \(allowed)"
    case .countsDiffer(let name, let count, let expected):
      "\(name) has \(count) values instead of \(expected)"
    case .framesOutOfOrder(let particle):
      "the frames of particle \(particle) do not ascend within those of the recording"
    case .tooFewPoints(let count): "a trajectory of \(count) points has no displacement"
    case .noMotion: "all points of the trajectory coincide"
    case .tooFewTracks(let count, let needed):
      "\(count) tracks are long enough and mobile; a distribution needs at least \(needed)"
    }
  }
}

extension AnalysisError {
  /// Throws unless a number is finite and greater than 0.
  static func requirePositive(_ value: Double, _ name: String) throws(AnalysisError) {
    guard value > 0, value.isFinite else {
      throw .outOfRange(name: name, value: value, allowed: "greater than 0")
    }
  }

  /// Throws unless a number is finite and at least 0.
  static func requireNotNegative(_ value: Double, _ name: String) throws(AnalysisError) {
    guard value >= 0, value.isFinite else {
      throw .outOfRange(name: name, value: value, allowed: "at least 0")
    }
  }
}
