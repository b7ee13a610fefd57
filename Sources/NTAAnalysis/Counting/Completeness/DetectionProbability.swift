import Foundation

/// Detection probability of particles as a function of amplitude, and the weights that correct for
/// it.
///
/// A spot is detected above the detection threshold. Tracks that are too short to be sized also
/// contain detections, most of them faint. The fraction of detections at each amplitude that are in
/// sized tracks is measured, and each detection in a sized track is weighted by its inverse. Only
/// detections above the counting threshold are used, because below it the noise dominates.
///
/// If two spots overlap, the fainter is lost. Particles are placed independently, so the loss of a
/// spot is proportional to the number of brighter ones.
package struct DetectionProbability: Sendable {
  /// Detection threshold: amplitude of a spot that is just detected, grey levels.
  let detectionThreshold: Double
  /// Counting threshold: amplitude from which detections are counted, grey levels.
  let countingThreshold: Double
  /// Standard deviation of an amplitude near the counting threshold, as a fraction of it.
  let relativeNoise: Double
  /// Amplitude response from an injection-recovery test; nil if there was none.
  package var response: AmplitudeResponse?
  /// Particles per detection in a sized track, in bins of ln(amplitude / threshold).
  private let weights: [Double]

  /// Ratio of counting threshold to detection threshold: half of the spots at the detection
  /// threshold are missed, but hardly any a fifth above it.
  package static let margin = 1.2
  /// Lower limit of the measured fraction; a larger correction would be unreliable.
  private static let smallestShare = 0.25

  /// Measures the fraction of detections in sized tracks.
  ///
  /// - Parameters:
  ///   - detectionThreshold: detection threshold as an amplitude, > 0.
  ///   - relativeNoise: standard deviation of an amplitude near the counting threshold relative to
  ///     it, > 0.
  ///   - tracked: amplitudes of the spots in sized tracks, with the threshold of
  ///     ``countingThreshold(detectionThreshold:)``.
  ///   - all: amplitudes of all spots except those of immobile particles, with the same threshold.
  ///   - coincidenceFraction: particles lost to coincidence over particles detected, >= 0. Weights
  ///     distribute the loss over amplitudes; the total is corrected in ``CountedParticles``.
  package init(
    detectionThreshold: Double, relativeNoise: Double, tracked: AmplitudeHistogram,
    all: AmplitudeHistogram,
    coincidenceFraction: Double = 0
  ) {
    self.relativeNoise = relativeNoise
    self.detectionThreshold = detectionThreshold
    countingThreshold = Self.countingThreshold(detectionThreshold: detectionThreshold)
    precondition(
      tracked.countingThreshold == countingThreshold && all.countingThreshold == countingThreshold)
    let total = max(all.below + all.counts.reduce(0, +), 1)
    var fainter = all.below
    weights = zip(tracked.counts, all.counts).map { tracked, all in
      let share = all >= 20 ? min(max(tracked / all, Self.smallestShare), 1) : 1
      let brighter = 1 - (fainter + 0.5 * all) / total
      fainter += all
      // The coincidence factor averages to 1 over all spots.
      return (1 + 2 * coincidenceFraction * brighter) / (1 + coincidenceFraction) / share
    }
  }

  /// Counting threshold for a detection threshold, both in grey levels.
  package static func countingThreshold(detectionThreshold: Double) -> Double {
    detectionThreshold * margin
  }

  /// Number of particles a detection of this amplitude represents; 0 at or below the counting
  /// threshold.
  func weight(_ amplitude: Float) -> Double {
    let ratio = Double(amplitude) / countingThreshold
    return ratio > 1 ? weights[AmplitudeHistogram.bin(ratio)] : 0
  }

  /// Axial detection profile for these thresholds.
  var axialProfile: AxialDetectionProfile {
    response.map { AxialDetectionProfile($0.counted(above: countingThreshold)) }
      ?? AxialDetectionProfile(relativeNoise: relativeNoise)
  }
}
