import Foundation

/// Whether a result has a peak where one is expected.
public struct PeakVerdict: Sendable, Equatable {
  /// The answer.
  public enum Answer: String, Sendable, Codable {
    /// A peak lies there, and so does all of its 95 % interval where that is known.
    case yes
    /// The interval of the peak reaches over a limit, or the blank may explain it: the run cannot
    /// tell.
    case notEstablished = "not established"
    /// No peak lies there.
    case no
  }

  /// Smallest share of the particles that makes a peak count: smaller ones come and go by chance.
  public static let smallestShare = 0.05
  /// The range of exosomes.
  public static let exosomes_nm: ClosedRange<Double> = 30...150

  /// Diameter that was asked for, in nm.
  public let expected_nm: Double
  /// Tolerance, in percent of the expected diameter.
  public let within_percent: Double
  /// The peak nearest to it; `nil` if there are none.
  public let peak_nm: Double?
  /// The peak's 95 % interval, with what is not known of the blank; results of older versions have that
  /// of the highest peak only.
  public let interval95_nm: ClosedRange<Double>?
  /// Share of the particles in that peak, in [0, 1].
  public let numberFraction: Double?
  /// Share of the particles from 30 to 150 nm, the range of exosomes, in [0, 1]; `nil` without
  /// particles.
  public let fraction30To150: Double?
  /// Its 95 % interval, where one is known.
  public let fraction30To150Interval95: ClosedRange<Double>?
  /// Particles in the undiluted sample, those of the blank taken off.
  public let concentration_per_mL: Double?
  /// Its 95 % interval.
  public let concentrationInterval95_per_mL: ClosedRange<Double>?
  /// Particles of the blank over those of the sample; `nil` without a blank.
  public let blankShare: Double?
  /// Its 95 % interval.
  public let blankShareInterval95: ClosedRange<Double>?
  /// Whether there is more in the peak than the blank explains; `nil` without a blank.
  public let exceedsBlank: Bool?
  /// Particles of the undiluted sample in the upper half of the peak, those of the blank taken off;
  /// `nil` without a blank.
  public let peakConcentration_per_mL: Double?
  /// Its 95 % interval.
  public let peakConcentrationInterval95_per_mL: ClosedRange<Double>?
  /// Whether the blank may be all of the peak; then it is not established.
  public let blankMayExplain: Bool
  /// The answer.
  public let answer: Answer
  /// In what the blank was measured otherwise than the sample.
  public let warnings: [RunWarning]

  /// Where a peak has to lie.
  public var limits_nm: ClosedRange<Double> {
    let tolerance = expected_nm * within_percent / 100
    return (expected_nm - tolerance)...(expected_nm + tolerance)
  }

  /// Judges the result in a folder.
  ///
  /// - Parameters:
  ///   - folder: a folder written by `analyze` or `size`.
  ///   - blank: the result of the diluent alone, whose particles are subtracted.
  ///   - expected_nm: the diameter, above 0.
  ///   - within_percent: the tolerance, in percent of the diameter, in (0, 100).
  /// - Throws: `NTAError` for files that are missing or damaged, and for a blank that cannot be
  ///   subtracted.
  public init(
    of folder: ResultFolder, less blank: ResultFolder? = nil, expected_nm: Double,
    within_percent: Double = 15
  ) throws(NTAError) {
    let sample: Input
    var subtraction: BlankSubtraction?
    var warnings: [RunWarning] = []
    do throws(ReportError) {
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

  /// Whose particles a dose is counted in: the volume of undiluted sample that holds them.
  ///
  /// - Parameter particles: the number wanted, > 0.
  /// - Returns: `nil` where the concentration is unknown or not above zero.
  public func dose(of particles: Double) -> Dose? {
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

    init(_ folder: ResultFolder) throws(ReportError) {
      self.folder = folder
      summary = try folder.summary()
      distribution = try folder.distribution()
    }

    /// What of it there is in each class.
    func measured() throws(ReportError) -> MeasuredBins {
      let resamples = try folder.resamples(on: distribution)
      guard let measured = MeasuredBins(summary, distribution, resamples: resamples) else {
        throw .verify(.noConcentration(path: folder.path))
      }
      guard measured.total.value == 0 || !resamples.isEmpty else {
        throw .verify(.noResamples(path: folder.path))
      }
      return measured
    }

    /// Relative error of the volume that another result has too, since the calibration is the same.
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
  ) throws(ReportError) -> BlankSubtraction? {
    // Nothing less something is nothing: the verdict is no either way.
    guard sample.summary.size.mode_nm != nil else { return nil }
    let measured = try sample.measured()
    guard blank.summary.size.mode_nm != nil else {
      return BlankSubtraction(
        measured, less: measured.nothingSeen(in: blank.summary, sample: sample.summary))
    }
    let diluent = try blank.measured()
    guard diluent.borders_nm == measured.borders_nm else {
      throw .verify(.otherClasses(path: blank.folder.path))
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
        // The sample has a peak there, and the blank may or may not be all of it.
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

  /// What classes hold of a range; those that reach over its ends count in part.
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
