import Foundation

/// Parameters of linking: displacements, births and losses of tracks.
///
/// ``LinkModelEstimation`` estimates them; ``Linker`` computes link costs from them.
package struct LinkModel: Sendable, Equatable {
  /// Displacement prior of a new track.
  var steps: DisplacementPrior
  /// Squared search range over one frame interval, px².
  var gate_px2: Float
  /// Detections per px² and frame that begin a track or belong to none.
  var birthDensity: Float
  /// Probability that a particle detected in one frame is not detected in the next.
  var lossProbability: Float
  /// Max gap: number of consecutive frames without a detection that a track survives.
  var maximumGap: Int

  /// Share of the fastest particles' displacements outside the gate; the truncation reduces their
  /// mean squared displacement by about seven times this share.
  static let cutShare: Float = 1e-3
  /// Max gap unless another one is stated.
  package static let defaultGap = 2

  /// A model for the fastest expected particle, with conservative defaults for the other
  /// parameters.
  ///
  /// - Parameters:
  ///   - fastestStep_px2: mean squared displacement `4 D dt` of the smallest particle, in px².
  ///   - detectionDensity: detections per px² and frame.
  ///   - maximumGap: max gap in frames, at least 0.
  init(fastestStep_px2: Float, detectionDensity: Float, maximumGap: Int = LinkModel.defaultGap) {
    steps = DisplacementPrior(fastest: fastestStep_px2)
    gate_px2 = fastestStep_px2 * -logf(Self.cutShare)
    birthDensity = max(0.2 * detectionDensity, 1e-7)
    lossProbability = 0.1
    self.maximumGap = maximumGap
  }

  /// The link likelihood of a track's next detection after `missed` frames without one.
  func prospect(steps: DisplacementPrior, intervals: Float, missed: Int) -> LinkProspect {
    let seen = (1 - lossProbability) * powf(lossProbability, Float(missed))
    let unlinked = birthDensity * lossProbability
    return LinkProspect(law: steps.law(intervals: intervals), seenPerUnlinked: seen / unlinked)
  }
}

/// Likelihood of a track's next detection.
struct LinkProspect: Sendable {
  /// Displacement distribution.
  let law: DisplacementPrior.Law
  /// Likelihood of a detection relative to that of one track ending and another beginning, in px².
  let seenPerUnlinked: Float

  /// Negative log-likelihood ratio of linking against ending one track and beginning another.
  ///
  /// A link of positive cost is worse than no link.
  @inline(__always)
  func cost(squared: Float, brightnessRatio: Float) -> Float {
    let density = max(law.density(squared), 1e-30)
    return -logf(density * seenPerUnlinked * Self.brightnessEvidence(brightnessRatio))
  }

  /// The gate, px², reduced to 1/4 or 1/16 where no link farther away can be better than none.
  ///
  /// The density falls with distance, so one evaluation excludes all larger displacements.
  func narrowed(_ gate: Float) -> Float {
    var gate = gate
    let mostEvidence = Self.brightnessEvidence(0)
    for _ in 0..<2 {
      let density = max(law.density(0.25 * gate), 1e-30)
      guard density * seenPerUnlinked * mostEvidence < 1 else { break }
      gate *= 0.25
    }
    return gate
  }

  /// Likelihood ratio of an intensity change within one track to that between different particles.
  ///
  /// Both log ratios are modelled as Cauchy distributions, whose heavy tails penalise a particle
  /// that crosses the light sheet only a little. An undefined intensity ratio has no effect.
  private static func brightnessEvidence(_ logRatio: Float) -> Float {
    let within: Float = 0.35
    let between: Float = 1.2
    let a = logRatio / within
    let b = logRatio / between
    let evidence = between / within * (1 + b * b) / (1 + a * a)
    return evidence.isNaN ? 1 : evidence
  }
}
