import NTAAnalysis
import NTAVideo

/// The peak nearest to a diameter that remains after a ``BlankSubtraction``.
///
/// Its interval is that of the corresponding peaks in the resampled differences, so that it
/// includes the uncertainty of the blank.
struct PeakAfterBlank {
  private(set) var peak_nm: Double?
  private(set) var numberFraction: Double?
  private(set) var interval95_nm: ClosedRange<Double>?
  /// Net concentration in the upper half of the peak, per mL in the cell, with its 95 % interval.
  private(set) var particles: (value: Double, interval95: ClosedRange<Double>)?
  /// True when a peak within the limits is compatible with the uncertainty of sample and blank.
  let mayLieWithinLimits: Bool

  /// True when there are more particles in the peak than the blank explains.
  var exceedsBlank: Bool { particles.map { $0.interval95.lowerBound > 0 } ?? false }

  /// Probability beyond one end of a 95 % interval.
  private static let unlikely = 0.025

  init(of subtraction: BlankSubtraction, expected_nm: Double, limits_nm: ClosedRange<Double>) {
    let differences = subtraction.differences.compactMap {
      Self.distribution(of: $0, borders_nm: subtraction.borders_nm)
    }
    let within = differences.count { difference in
      Self.counting(difference.peaks(concentration_per_mL: nil)).contains {
        limits_nm.contains($0.diameter_nm)
      }
    }
    mayLieWithinLimits = Double(within) > Self.unlikely * Double(subtraction.differences.count)
    guard
      let left = Self.distribution(of: subtraction.classes, borders_nm: subtraction.borders_nm)
    else { return }
    let peaks = left.peaks(
      concentration_per_mL: nil, resampled: differences.map(\.numberFraction))
    guard
      let nearest = Self.counting(peaks).min(by: {
        abs($0.diameter_nm - expected_nm) < abs($1.diameter_nm - expected_nm)
      })
    else { return }
    peak_nm = nearest.diameter_nm
    numberFraction = nearest.numberFraction
    interval95_nm = nearest.interval95_nm
    let half = 0.5 * nearest.fwhm_nm
    let classes = subtraction.classes.indices.filter {
      abs(left.diameter_nm($0) - nearest.diameter_nm) <= max(half, left.width_nm($0))
    }
    guard let first = classes.first, let last = classes.last else { return }
    particles = subtraction.left(in: first..<last + 1)
  }

  private static func counting(_ peaks: [SizePeak]) -> [SizePeak] {
    peaks.filter { $0.numberFraction >= PeakVerdict.smallestShare }
  }

  /// The net concentrations as a distribution; `nil` if the blank has more particles in every bin.
  private static func distribution(
    of classes: [Double], borders_nm: [Double]
  ) -> SizeDistribution? {
    let left = classes.map { max($0, 0) }
    let total = left.reduce(0, +)
    guard total > 0 else { return nil }
    let zeros = left.map { _ in 0.0 }
    return SizeDistribution(
      borders_nm: borders_nm, numberFraction: left.map { $0 / total },
      densityLower95_per_nm: zeros, densityUpper95_per_nm: zeros)
  }
}
