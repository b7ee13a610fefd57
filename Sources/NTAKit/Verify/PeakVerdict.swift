import Foundation
import NTAAnalysis
import NTAVideo

/// Decides whether a result has a peak near an expected diameter.
package struct PeakVerdict: Sendable, Equatable {
  /// Possible answers.
  package enum Answer: String, Sendable, Codable {
    /// The peak lies within the limits, and so does all of its 95 % interval if known.
    case yes
    /// The interval of the peak extends beyond a limit, or the blank may explain the peak.
    case notEstablished = "not established"
    /// No peak lies within the limits.
    case no
  }

  /// Smallest fraction of the particles that a peak must hold; smaller peaks occur by chance.
  package static let smallestFraction = 0.05
  /// Size range of exosomes, nm.
  package static let exosomes_nm = SizeIntervals.exosomes_nm

  /// Expected diameter, in nm.
  package let expected_nm: Double
  /// Tolerance, as a percentage of the expected diameter.
  package let within_percent: Double
  /// Diameter of the peak nearest to it, nm; `nil` if there are no peaks.
  package let peak_nm: Double?
  /// The peak's 95 % interval, including the uncertainty of the blank; results of older versions
  /// have an interval only for the highest peak.
  package let interval95_nm: ClosedRange<Double>?
  /// Fraction of the particles in that peak, in [0, 1].
  package let numberFraction: Double?
  /// Fraction of the particles from 30 to 150 nm, the range of exosomes, in [0, 1]; `nil` without
  /// particles.
  package let fraction30To150: Double?
  /// Its 95 % interval, if known.
  package let fraction30To150Interval95: ClosedRange<Double>?
  /// Concentration of the undiluted sample after subtracting the blank.
  package let concentration_per_mL: Double?
  /// Its 95 % interval.
  package let concentrationInterval95_per_mL: ClosedRange<Double>?
  /// Concentration of the blank divided by that of the sample; `nil` without a blank.
  package let blankShare: Double?
  /// Its 95 % interval.
  package let blankShareInterval95: ClosedRange<Double>?
  /// True when there are more particles in the peak than the blank explains; `nil` without a blank.
  package let exceedsBlank: Bool?
  /// Concentration of the undiluted sample in the peak after subtracting the blank, from valley to
  /// valley as in the list of peaks; `nil` without a blank.
  package let peakConcentration_per_mL: Double?
  /// Its 95 % interval.
  package let peakConcentrationInterval95_per_mL: ClosedRange<Double>?
  /// True when the blank may explain the whole peak; the peak is then not established.
  package let blankMayExplain: Bool
  /// Validity of the sample's result, or of the blank's if that is worse; `nil` for results of earlier
  /// versions.
  package let validity: Validity.Verdict?
  /// The answer.
  package let answer: Answer
  /// Differences in settings between blank and sample.
  package let warnings: [RunWarning]

  /// Limits within which a peak has to lie.
  package var limits_nm: ClosedRange<Double> {
    Self.limits_nm(expected_nm, within_percent: within_percent)
  }

  private static func limits_nm(
    _ expected_nm: Double, within_percent: Double
  ) -> ClosedRange<Double> {
    let tolerance = expected_nm * within_percent / 100
    return (expected_nm - tolerance)...(expected_nm + tolerance)
  }

  /// Judges the result in a folder.
  ///
  /// - Parameters:
  ///   - folder: a folder written by `analyze` or `size`.
  ///   - blank: the result of the diluent alone, which is subtracted.
  ///   - expected_nm: the diameter, above 0.
  ///   - within_percent: the tolerance, as a percentage of the diameter, in (0, 100).
  /// - Throws: `NTAError` for files that are missing or damaged, and for a blank that cannot be
  ///   subtracted.
  package init(
    of folder: ResultFolder, less blank: ResultFolder? = nil, expected_nm: Double,
    within_percent: Double = 15
  ) throws(NTAError) {
    let sample: VerdictInput
    var subtraction: BlankSubtraction?
    var warnings: [RunWarning] = []
    var blankValidity: Validity.Verdict?
    do throws(VerifyError) {
      sample = try VerdictInput(folder)
      if let blank {
        let other = try VerdictInput(blank)
        subtraction = try sample.subtracting(other)
        warnings = BlankDifferences.warnings(sample: sample.summary, blank: other.summary)
        blankValidity = other.summary.validity?.verdict
      }
    } catch {
      throw NTAError(error)
    }
    self.init(
      summary: sample.summary, distribution: sample.distribution, expected_nm: expected_nm,
      within_percent: within_percent, subtraction: subtraction, warnings: warnings,
      blankValidity: blankValidity)
  }

  /// The volume of undiluted sample that contains a number of particles, for dosing.
  ///
  /// - Parameter particles: the required number, > 0.
  /// - Returns: `nil` if the concentration is unknown or not above zero.
  package func dose(of particles: Double) -> Dose? {
    precondition(particles > 0, "a dose is above 0")
    guard let concentration = concentration_per_mL, concentration > 0,
      let interval = concentrationInterval95_per_mL
    else { return nil }
    return Dose(
      particles: particles, concentration_per_mL: concentration, interval95_per_mL: interval)
  }

  /// Judges a result in memory.
  init(
    summary: SummaryDocument, distribution: SizeDistribution, expected_nm: Double,
    within_percent: Double, subtraction: BlankSubtraction? = nil, warnings: [RunWarning] = [],
    blankValidity: Validity.Verdict? = nil
  ) {
    precondition(expected_nm > 0, "a diameter is above 0")
    precondition(within_percent > 0 && within_percent < 100, "a tolerance is in (0, 100) percent")
    let limits_nm = Self.limits_nm(expected_nm, within_percent: within_percent)
    let dilution = summary.concentration.dilution ?? 1
    var peak = PeakJudgement.judging(
      PeakSearch(in: summary.size, expected_nm: expected_nm), limits_nm: limits_nm)
    var amounts = VerdictAmounts.measured(summary, distribution)
    if let subtraction {
      let found = PeakAfterBlank(of: subtraction, expected_nm: expected_nm, limits_nm: limits_nm)
      peak = PeakJudgement.judging(
        found, measured: peak.answer, limits_nm: limits_nm, dilution: dilution)
      amounts = VerdictAmounts.net(subtraction, dilution: dilution)
    }
    self.expected_nm = expected_nm
    self.within_percent = within_percent
    self.warnings = warnings
    peak_nm = peak.peak_nm
    interval95_nm = peak.interval95_nm
    numberFraction = peak.numberFraction
    exceedsBlank = peak.exceedsBlank
    peakConcentration_per_mL = peak.concentration_per_mL
    peakConcentrationInterval95_per_mL = peak.concentrationInterval95_per_mL
    blankMayExplain = peak.blankMayExplain
    validity = [summary.validity?.verdict, blankValidity].compactMap(\.self)
      .max { Self.rank($0) < Self.rank($1) }
    // With data that do not fit the model, no answer is established.
    answer = validity == .invalid ? .notEstablished : peak.answer
    fraction30To150 = amounts.fraction30To150
    fraction30To150Interval95 = amounts.fraction30To150Interval95
    concentration_per_mL = amounts.concentration_per_mL
    concentrationInterval95_per_mL = amounts.concentrationInterval95_per_mL
    blankShare = amounts.blankShare
    blankShareInterval95 = amounts.blankShareInterval95
  }

  private static func rank(_ verdict: Validity.Verdict) -> Int {
    switch verdict {
    case .valid: 0
    case .doubtful: 1
    case .invalid: 2
    }
  }

  /// The answer for a peak, from its diameter and its interval, if known.
  static func judge(
    peak: Double?, interval: ClosedRange<Double>?, limits: ClosedRange<Double>
  ) -> Answer {
    guard let peak else { return .no }
    guard let interval else { return limits.contains(peak) ? .yes : .no }
    if limits.contains(peak) && limits.contains(interval.lowerBound)
      && limits.contains(interval.upperBound)
    {
      return .yes
    }
    return interval.overlaps(limits) || limits.contains(peak) ? .notEstablished : .no
  }
}
