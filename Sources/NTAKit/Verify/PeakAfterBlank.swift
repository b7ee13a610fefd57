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
  /// Net concentration in the peak, from valley to valley as in the list of peaks, per mL in the cell,
  /// with its 95 % interval.
  private(set) var particles: (value: Double, interval95: ClosedRange<Double>)?
  /// True when a peak within the limits is compatible with the uncertainty of sample and blank.
  let mayLieWithinLimits: Bool

  /// True when there are more particles in the peak than the blank explains.
  var exceedsBlank: Bool { particles.map { $0.interval95.lowerBound > 0 } ?? false }

  /// Probability beyond one end of a 95 % interval.
  private static let tailProbability = 0.025

  init(of subtraction: BlankSubtraction, expected_nm: Double, limits_nm: ClosedRange<Double>) {
    let differences = subtraction.differences.compactMap {
      Self.distribution(of: $0, in: subtraction.bins)
    }
    let within = differences.count { difference in
      Self.significant(difference.peaks(concentration_per_mL: nil)).contains {
        limits_nm.contains($0.diameter_nm)
      }
    }
    mayLieWithinLimits =
      Double(within) > Self.tailProbability * Double(subtraction.differences.count)
    guard
      let net = Self.distribution(of: subtraction.netConcentrations_per_mL, in: subtraction.bins)
    else { return }
    let peaks = net.peaks(
      concentration_per_mL: nil, resampled: differences.map(\.numberFraction))
    guard
      let nearest = Self.significant(peaks).min(by: {
        abs($0.diameter_nm - expected_nm) < abs($1.diameter_nm - expected_nm)
      })
    else { return }
    peak_nm = nearest.diameter_nm
    numberFraction = nearest.numberFraction
    interval95_nm = nearest.interval95_nm
    guard let range_nm = nearest.range_nm else { return }
    let bins = (0..<net.count).filter { range_nm.contains(net.diameter_nm($0)) }
    guard let first = bins.first, let last = bins.last else { return }
    particles = subtraction.netConcentration(in: first..<last + 1)
  }

  private static func significant(_ peaks: [SizePeak]) -> [SizePeak] {
    peaks.filter { $0.numberFraction >= PeakVerdict.smallestFraction }
  }

  /// Net concentrations as a distribution; `nil` if the blank has more particles in every bin.
  private static func distribution(
    of concentrations_per_mL: [Double], in bins: SizeBins
  ) -> SizeDistribution? {
    SizeDistribution(bins: bins, weights: concentrations_per_mL.map { max($0, 0) })
  }
}
