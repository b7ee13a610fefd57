import Foundation

/// What linking believes before it sees a track: steps, births, ends.
struct LinkModel: Sendable, Equatable {
  /// Steps of a particle of which nothing is known yet.
  var steps: DisplacementPrior
  /// Longest step considered over one frame interval, squared, px².
  var gate_px2: Float
  /// Detections per px² and frame that begin a track or belong to none.
  var birthDensity: Float
  /// Probability that a particle seen in one frame is not seen in the next.
  var lossProbability: Float
  /// Frames a particle may stay unseen between two sightings.
  var maximumGap: Int

  /// Share of the fastest particles' steps that the gate may cut; the truncation shortens their
  /// mean squared step by about seven times this share.
  static let cutShare: Float = 1e-3

  /// A model from the fastest particle expected, with cautious guesses for the rest.
  ///
  /// - Parameters:
  ///   - fastestStep_px2: mean squared step `4 D dt` of the smallest particle, in px².
  ///   - detectionDensity: detections per px² and frame.
  ///   - maximumGap: frames a particle may stay unseen, at least 0.
  init(fastestStep_px2: Float, detectionDensity: Float, maximumGap: Int = 2) {
    steps = DisplacementPrior(fastest: fastestStep_px2)
    gate_px2 = fastestStep_px2 * -logf(Self.cutShare)
    birthDensity = max(0.2 * detectionDensity, 1e-7)
    lossProbability = 0.1
    self.maximumGap = maximumGap
  }

  /// What is expected of a track's next sighting, `missed` frames after the one that should have been
  /// next.
  func prospect(steps: DisplacementPrior, intervals: Float, missed: Int) -> LinkProspect {
    let seen = (1 - lossProbability) * powf(lossProbability, Float(missed))
    let unlinked = birthDensity * lossProbability
    return LinkProspect(law: steps.law(intervals: intervals), seenPerUnlinked: seen / unlinked)
  }
}

/// What is expected of the next sighting of a track.
struct LinkProspect: Sendable {
  /// Law of the step.
  let law: DisplacementPrior.Law
  /// Likelihood of being seen over that of an end and a beginning, in px².
  let seenPerUnlinked: Float

  /// Cost of linking instead of ending one track and beginning another, as a negative
  /// log-likelihood ratio: links of positive cost are worse than none.
  @inline(__always)
  func cost(squared: Float, brightnessRatio: Float) -> Float {
    let density = max(law.density(squared), 1e-30)
    return -logf(density * seenPerUnlinked * Self.brightnessEvidence(brightnessRatio))
  }

  /// The gate, or a fraction of it beyond which no link can be better than none.
  ///
  /// The law falls with distance, so that one look at it rules out all that lies beyond.
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

  /// Likelihood ratio of a change of brightness within a track against between particles.
  ///
  /// Both as Cauchy laws of the log ratio, so that a particle passing through the light sheet is
  /// doubted a little but never forbidden. Brightness that is not known says nothing.
  private static func brightnessEvidence(_ logRatio: Float) -> Float {
    let within: Float = 0.35
    let between: Float = 1.2
    let a = logRatio / within
    let b = logRatio / between
    let evidence = between / within * (1 + b * b) / (1 + a * a)
    return evidence.isNaN ? 1 : evidence
  }
}
