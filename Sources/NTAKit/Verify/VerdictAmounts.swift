import NTAAnalysis
import NTAVideo

/// The part of a verdict that concerns all particles.
struct VerdictAmounts {
  var fraction30To150: Double?
  var fraction30To150Interval95: ClosedRange<Double>?
  var concentration_per_mL: Double?
  var concentrationInterval95_per_mL: ClosedRange<Double>?
  var blankShare: Double?
  var blankShareInterval95: ClosedRange<Double>?

  /// The amounts in a result as measured.
  static func measured(
    _ summary: SummaryDocument, _ distribution: SizeDistribution
  ) -> VerdictAmounts {
    VerdictAmounts(
      fraction30To150: distribution.normalised?.share(in: PeakVerdict.exosomes_nm),
      fraction30To150Interval95: ClosedRange(bounds: summary.size.interval95.share_30_to_150),
      concentration_per_mL: summary.concentration.sample_per_mL,
      concentrationInterval95_per_mL: ClosedRange(bounds: summary.concentration.interval95_per_mL))
  }

  /// The amounts that remain after a blank was subtracted.
  static func net(_ subtraction: BlankSubtraction, dilution: Double) -> VerdictAmounts {
    let share = subtraction.share(in: PeakVerdict.exosomes_nm)
    let blank = subtraction.blankShare.interval95
    return VerdictAmounts(
      fraction30To150: share?.value, fraction30To150Interval95: share?.interval95,
      concentration_per_mL: subtraction.net.value * dilution,
      concentrationInterval95_per_mL: subtraction.net.interval95.scaled(by: dilution),
      blankShare: subtraction.blankShare.value,
      blankShareInterval95: max(blank.lowerBound, 0)...max(blank.upperBound, 0))
  }
}

extension ClosedRange<Double> {
  /// The range with both ends multiplied by a factor > 0.
  func scaled(by factor: Double) -> ClosedRange {
    lowerBound * factor...upperBound * factor
  }
}
