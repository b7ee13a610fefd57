import NTAAnalysis
import NTAVideo

/// The part of a verdict that concerns the peak.
struct PeakJudgement {
  var peak_nm: Double?
  var interval95_nm: ClosedRange<Double>?
  var numberFraction: Double?
  var exceedsBlank: Bool?
  var concentration_per_mL: Double?
  var concentrationInterval95_per_mL: ClosedRange<Double>?
  var blankMayExplain = false
  var answer: PeakVerdict.Answer

  /// Judges the peak of a sample as measured.
  static func judging(_ found: PeakSearch, limits_nm: ClosedRange<Double>) -> PeakJudgement {
    PeakJudgement(
      peak_nm: found.peak_nm, interval95_nm: found.interval95_nm,
      numberFraction: found.numberFraction,
      answer: PeakVerdict.judge(
        peak: found.peak_nm, interval: found.interval95_nm, limits: limits_nm))
  }

  /// Judges the peak that remains after a blank was subtracted.
  ///
  /// - Parameters:
  ///   - found: the remaining peak.
  ///   - measured: the answer for the sample without subtraction.
  ///   - limits_nm: the limits within which the peak has to lie.
  ///   - dilution: dilution factor of the sample.
  /// - Returns: the judgement, with concentrations of the undiluted sample.
  static func judging(
    _ found: PeakAfterBlank, measured: PeakVerdict.Answer, limits_nm: ClosedRange<Double>,
    dilution: Double
  ) -> PeakJudgement {
    let net = PeakVerdict.judge(
      peak: found.peak_nm, interval: found.interval95_nm, limits: limits_nm)
    let blankMayExplain =
      switch net {
      case .yes, .notEstablished: !found.exceedsBlank
      // The sample has a peak there, and the blank may or may not explain all of it.
      case .no: found.mayLieWithinLimits && measured != .no
      }
    return PeakJudgement(
      peak_nm: found.peak_nm, interval95_nm: found.interval95_nm,
      numberFraction: found.numberFraction, exceedsBlank: found.exceedsBlank,
      concentration_per_mL: found.particles.map { $0.value * dilution },
      concentrationInterval95_per_mL: found.particles.map { $0.interval95.scaled(by: dilution) },
      blankMayExplain: blankMayExplain, answer: blankMayExplain ? .notEstablished : net)
  }
}
