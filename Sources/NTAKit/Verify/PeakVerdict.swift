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

  /// Smallest fraction of the particles in a peak that counts; smaller peaks occur by chance.
  package static let smallestShare = 0.05
  /// Size range of exosomes, nm.
  package static let exosomes_nm = SizeIntervals.exosomes_nm

  /// Expected diameter, in nm.
  package let expected_nm: Double
  /// Tolerance, in percent of the expected diameter.
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
  /// Concentration of the blank over that of the sample; `nil` without a blank.
  package let blankShare: Double?
  /// Its 95 % interval.
  package let blankShareInterval95: ClosedRange<Double>?
  /// True when there are more particles in the peak than the blank explains; `nil` without a blank.
  package let exceedsBlank: Bool?
  /// Concentration of the undiluted sample in the upper half of the peak after subtracting the
  /// blank; `nil` without a blank.
  package let peakConcentration_per_mL: Double?
  /// Its 95 % interval.
  package let peakConcentrationInterval95_per_mL: ClosedRange<Double>?
  /// True when the blank may explain the whole peak; the peak is then not established.
  package let blankMayExplain: Bool
  /// The answer.
  package let answer: Answer
  /// Differences in settings between blank and sample.
  package let warnings: [RunWarning]

  /// Limits within which a peak has to lie.
  package var limits_nm: ClosedRange<Double> {
    let tolerance = expected_nm * within_percent / 100
    return (expected_nm - tolerance)...(expected_nm + tolerance)
  }

  /// Judges the result in a folder.
  ///
  /// - Parameters:
  ///   - folder: a folder written by `analyze` or `size`.
  ///   - blank: the result of the diluent alone, which is subtracted.
  ///   - expected_nm: the diameter, above 0.
  ///   - within_percent: the tolerance, in percent of the diameter, in (0, 100).
  /// - Throws: `NTAError` for files that are missing or damaged, and for a blank that cannot be
  ///   subtracted.
  package init(
    of folder: ResultFolder, less blank: ResultFolder? = nil, expected_nm: Double,
    within_percent: Double = 15
  ) throws(NTAError) {
    let sample: Input
    var subtraction: BlankSubtraction?
    var warnings: [RunWarning] = []
    do throws(VerifyError) {
      sample = try Input(folder)
      if let blank {
        let other = try Input(blank)
        subtraction = try Self.subtract(other, from: sample)
        warnings = BlankDifferences.warnings(sample: sample.summary, blank: other.summary)
      }
    } catch {
      throw NTAError(error)
    }
    self.init(
      summary: sample.summary, distribution: sample.distribution, expected_nm: expected_nm,
      within_percent: within_percent, subtraction: subtraction, warnings: warnings)
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

  private struct Input {
    var folder: ResultFolder
    var summary: SummaryDocument
    var distribution: [DistributionRow]

    init(_ folder: ResultFolder) throws(VerifyError) {
      self.folder = folder
      do throws(FileError) {
        summary = try folder.summary()
        distribution = try folder.distribution()
      } catch {
        throw .result(error)
      }
    }

    /// Concentrations in each bin.
    func measured() throws(VerifyError) -> MeasuredBins {
      let resamples: [[Double]]
      do throws(FileError) {
        resamples = try folder.resamples(on: distribution)
      } catch {
        throw .result(error)
      }
      guard let measured = MeasuredBins(summary, distribution, resamples: resamples) else {
        throw .noConcentration(path: folder.path)
      }
      guard measured.total.value == 0 || !resamples.isEmpty else {
        throw .noResamples(path: folder.path)
      }
      return measured
    }

    /// Relative error of the volume shared with another result because of the same calibration.
    func calibrationError(sharedWith other: Input) -> Double {
      let calibrated = ConcentrationResult.Method.calibrated.rawValue
      guard summary.concentration.method == calibrated,
        other.summary.concentration.method == calibrated,
        let own = summary.calibration, own == other.summary.calibration
      else { return 0 }
      return own.slab_width_relative_error ?? 0
    }
  }

  private static func subtract(
    _ blank: Input, from sample: Input
  ) throws(VerifyError) -> BlankSubtraction? {
    // Without particles in the sample the verdict is no, whatever the blank.
    guard sample.summary.size.mode_nm != nil else { return nil }
    let measured = try sample.measured()
    guard blank.summary.size.mode_nm != nil else {
      return BlankSubtraction(
        measured, less: measured.nothingSeen(in: blank.summary, sample: sample.summary))
    }
    let diluent = try blank.measured()
    guard diluent.borders_nm == measured.borders_nm else {
      throw .otherClasses(path: blank.folder.path)
    }
    return BlankSubtraction(
      measured, less: diluent, commonError: sample.calibrationError(sharedWith: blank))
  }

  init(
    summary: SummaryDocument, distribution: [DistributionRow], expected_nm: Double,
    within_percent: Double, subtraction: BlankSubtraction? = nil, warnings: [RunWarning] = []
  ) {
    precondition(expected_nm > 0, "a diameter is above 0")
    precondition(within_percent > 0 && within_percent < 100, "a tolerance is in (0, 100) percent")
    self.expected_nm = expected_nm
    self.within_percent = within_percent
    self.warnings = warnings
    let tolerance = expected_nm * within_percent / 100
    let limits = (expected_nm - tolerance)...(expected_nm + tolerance)
    let dilution = summary.concentration.dilution ?? 1
    let own = PeakSearch(in: summary.size, expected_nm: expected_nm)
    let measured = Self.judge(peak: own.peak_nm, interval: own.interval95_nm, limits: limits)
    if let subtraction {
      let found = PeakAfterBlank(of: subtraction, expected_nm: expected_nm, limits_nm: limits)
      (peak_nm, numberFraction, interval95_nm) =
        (found.peak_nm, found.numberFraction, found.interval95_nm)
      exceedsBlank = found.exceedsBlank
      peakConcentration_per_mL = found.particles.map { $0.value * dilution }
      peakConcentrationInterval95_per_mL = found.particles.map {
        $0.interval95.lowerBound * dilution...$0.interval95.upperBound * dilution
      }
      let left = Self.judge(peak: found.peak_nm, interval: found.interval95_nm, limits: limits)
      switch left {
      case .yes, .notEstablished:
        blankMayExplain = !found.exceedsBlank
      case .no:
        // The sample has a peak there, and the blank may or may not explain all of it.
        blankMayExplain = found.mayLieWithinLimits && measured != .no
      }
      answer = blankMayExplain ? .notEstablished : left
    } else {
      (peak_nm, numberFraction, interval95_nm) =
        (own.peak_nm, own.numberFraction, own.interval95_nm)
      exceedsBlank = nil
      (peakConcentration_per_mL, peakConcentrationInterval95_per_mL) = (nil, nil)
      blankMayExplain = false
      answer = measured
    }

    if let subtraction {
      let share = subtraction.share(in: Self.exosomes_nm)
      fraction30To150 = share?.value
      fraction30To150Interval95 = share?.interval95
      concentration_per_mL = subtraction.net.value * dilution
      concentrationInterval95_per_mL =
        subtraction.net.interval95.lowerBound * dilution...subtraction.net.interval95.upperBound
        * dilution
      blankShare = subtraction.blankShare.value
      blankShareInterval95 =
        max(
          subtraction.blankShare.interval95.lowerBound, 0)...max(
          subtraction.blankShare.interval95.upperBound, 0)
    } else {
      let total = distribution.reduce(0) { $0 + $1.numberFraction }
      let inside = Self.sum(
        of: distribution.map(\.numberFraction), borders_nm: distribution.borders_nm,
        in: Self.exosomes_nm)
      fraction30To150 = total > 0 ? inside / total : nil
      fraction30To150Interval95 = Self.range(summary.size.interval95.share_30_to_150)
      concentration_per_mL = summary.concentration.sample_per_mL
      concentrationInterval95_per_mL = Self.range(summary.concentration.interval95_per_mL)
      blankShare = nil
      blankShareInterval95 = nil
    }
  }

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

  static func range(_ bounds: [Double]?) -> ClosedRange<Double>? {
    guard let bounds, bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
    return bounds[0]...bounds[1]
  }

  /// Sum of the values in a range; bins that extend beyond its ends count in proportion.
  static func sum(
    of values: [Double], borders_nm: [Double], in range: ClosedRange<Double>
  ) -> Double {
    values.indices.reduce(0) { sum, j in
      let (lower, upper) = (borders_nm[j], borders_nm[j + 1])
      let overlap = min(upper, range.upperBound) - max(lower, range.lowerBound)
      return overlap > 0 ? sum + values[j] * overlap / (upper - lower) : sum
    }
  }
}
