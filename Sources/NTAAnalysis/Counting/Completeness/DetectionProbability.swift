import Foundation

/// From which brightness on particles are counted, and how many at each brightness escape.
///
/// A spot is detected above `limit`. Tracks that are too short to be sized hold detections too,
/// most of them faint; the share of detections at each brightness that are in sized tracks is
/// measured, and each is counted with the inverse of it. Only detections brighter than `counted`
/// take part, since below it the noise decides.
///
/// Of two spots that melt into one, the fainter is lost. Particles lie independently of each other, so
/// that a spot is lost in proportion to how many brighter ones there are.
struct DetectionProbability: Sendable {
  /// Height of a spot at the detection threshold, grey levels.
  let limit: Double
  /// Height from which detections are counted, grey levels.
  let counted: Double
  /// Standard deviation of a height near `counted`, as a share of it.
  let relativeNoise: Double
  /// What is counted of spots of each light; nil where it was not tried.
  var response: AmplitudeResponse?
  /// Particles for each detection in a sized track, by classes of ln(height / counted).
  private let weights: [Double]

  /// Factor above the threshold: half of the particles at the threshold are missed, hardly any a
  /// fifth above it.
  static let margin = 1.2
  /// Correction by more than this factor is guessing.
  private static let smallestShare = 0.25

  /// Measures the shares.
  ///
  /// - Parameters:
  ///   - limit: height at the threshold, > 0.
  ///   - relativeNoise: standard deviation of a height near the threshold, as a share of it, > 0.
  ///   - tracked: heights of the spots of sized tracks, counted from ``counted(limit:)`` on.
  ///   - all: heights of all spots that are not of still objects, counted likewise.
  ///   - coincidenceFraction: particles that melted with others for each one that was seen, >= 0; weights are
  ///     relative to it, so that they say who is lost and not how many.
  init(
    limit: Double, relativeNoise: Double, tracked: AmplitudeHistogram, all: AmplitudeHistogram,
    coincidenceFraction: Double = 0
  ) {
    self.relativeNoise = relativeNoise
    self.limit = limit
    counted = Self.counted(limit: limit)
    precondition(tracked.counted == counted && all.counted == counted)
    let total = max(all.below + all.classes.reduce(0, +), 1)
    var fainter = all.below
    weights = zip(tracked.classes, all.classes).map { tracked, all in
      let share = all >= 20 ? min(max(tracked / all, Self.smallestShare), 1) : 1
      let brighter = 1 - (fainter + 0.5 * all) / total
      fainter += all
      // Over all spots this is 1 on average.
      return (1 + 2 * coincidenceFraction * brighter) / (1 + coincidenceFraction) / share
    }
  }

  /// Height from which detections are counted for a height at the threshold.
  static func counted(limit: Double) -> Double { limit * margin }

  /// How many particles a detection of this height stands for; 0 below the counted range.
  func weight(_ height: Float) -> Double {
    let ratio = Double(height) / counted
    return ratio > 1 ? weights[AmplitudeHistogram.place(ratio)] : 0
  }

  /// What is seen of particles that fade away from the focal plane.
  var slab: AxialDetectionProfile {
    response.map { AxialDetectionProfile($0.counted(above: counted)) }
      ?? AxialDetectionProfile(relativeNoise: relativeNoise)
  }
}
