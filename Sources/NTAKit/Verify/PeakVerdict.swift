import Foundation

/// Whether a result has a peak where one is expected.
public struct PeakVerdict: Sendable, Equatable {
  /// The answer.
  public enum Answer: String, Sendable, Codable {
    /// A peak lies there, and so does all of its 95 % interval where that is known.
    case yes
    /// The interval of the peak reaches over a limit: the run cannot tell.
    case notEstablished = "not established"
    /// No peak lies there.
    case no
  }

  /// Smallest share of the particles that makes a peak count: smaller ones come and go by chance.
  public static let smallestShare = 0.05

  /// Diameter that was asked for, in nm.
  public let expected_nm: Double
  /// Tolerance, in percent of the expected diameter.
  public let within_percent: Double
  /// The peak nearest to it; `nil` if there are none.
  public let peak_nm: Double?
  /// The peak's 95 % interval; known for the highest peak only.
  public let interval95_nm: ClosedRange<Double>?
  /// Share of the particles in that peak, in [0, 1].
  public let numberFraction: Double?
  /// Share of the particles from 30 to 150 nm, the range of exosomes, in [0, 1]; `nil` without
  /// particles.
  public let fraction30To150: Double?
  /// The answer.
  public let answer: Answer

  /// Where a peak has to lie.
  public var limits_nm: ClosedRange<Double> {
    let tolerance = expected_nm * within_percent / 100
    return (expected_nm - tolerance)...(expected_nm + tolerance)
  }

  /// Judges the result in a folder.
  ///
  /// - Parameters:
  ///   - folder: a folder written by `analyze` or `size`.
  ///   - expected_nm: the diameter, above 0.
  ///   - within_percent: the tolerance, in percent of the diameter, in (0, 100).
  /// - Throws: `NTAError` for files that are missing or damaged.
  public init(
    of folder: ResultFolder, expected_nm: Double, within_percent: Double = 15
  ) throws(NTAError) {
    do throws(ReportError) {
      self.init(
        summary: try folder.summary(), distribution: try folder.distribution(),
        expected_nm: expected_nm, within_percent: within_percent)
    } catch {
      throw NTAError(error)
    }
  }

  init(
    summary: SummaryDocument, distribution: [DistributionRow], expected_nm: Double,
    within_percent: Double
  ) {
    precondition(expected_nm > 0, "a diameter is above 0")
    precondition(within_percent > 0 && within_percent < 100, "a tolerance is in (0, 100) percent")
    self.expected_nm = expected_nm
    self.within_percent = within_percent
    let mode = summary.size.mode_nm
    let total = distribution.reduce(0) { $0 + $1.numberFraction }
    fraction30To150 = total > 0 ? Self.share(of: distribution, in: 30...150) / total : nil
    let peaks = summary.size.peaks.filter { ($0.number_fraction ?? 0) >= Self.smallestShare }
    let nearest = peaks.compactMap { peak in peak.diameter_nm.map { (diameter: $0, peak: peak) } }
      .min { abs($0.diameter - expected_nm) < abs($1.diameter - expected_nm) }
    peak_nm = nearest?.diameter ?? mode
    numberFraction = nearest?.peak.number_fraction
    interval95_nm = Self.interval(of: nearest?.peak, in: summary.size)
    let tolerance = expected_nm * within_percent / 100
    answer = Self.judge(
      peak: peak_nm, interval: interval95_nm,
      limits: (expected_nm - tolerance)...(expected_nm + tolerance))
  }

  private static func judge(
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

  /// The mode's interval, if `peak` is the highest one: the mode lies on its top.
  private static func interval(
    of peak: SummaryDocument.Peak?, in size: SummaryDocument.Size
  ) -> ClosedRange<Double>? {
    guard let mode = size.mode_nm, let bounds = size.interval95.mode_nm, bounds.count == 2,
      bounds[0] <= bounds[1]
    else { return nil }
    if let peak {
      guard let diameter = peak.diameter_nm else { return nil }
      let others = size.peaks.compactMap(\.diameter_nm)
      let isNearestToMode = others.allSatisfy { abs(diameter - mode) <= abs($0 - mode) }
      guard isNearestToMode else { return nil }
    }
    return bounds[0]...bounds[1]
  }

  /// The share of the particles in a range; classes that reach over its ends count in part.
  private static func share(
    of distribution: [DistributionRow], in range: ClosedRange<Double>
  ) -> Double {
    distribution.reduce(0) { sum, row in
      let overlap = min(row.upper_nm, range.upperBound) - max(row.lower_nm, range.lowerBound)
      guard overlap > 0 else { return sum }
      return sum + row.numberFraction * overlap / (row.upper_nm - row.lower_nm)
    }
  }
}
