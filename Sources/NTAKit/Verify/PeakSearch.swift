import NTAAnalysis
import NTAVideo

/// Finds the peak nearest to a diameter in a sample; ``PeakAfterBlank`` does so after subtraction.
struct PeakSearch {
  private(set) var peak_nm: Double?
  private(set) var numberFraction: Double?
  private(set) var interval95_nm: ClosedRange<Double>?

  /// Finds the peak of a sample as measured.
  init(in size: SummaryDocument.Size, expected_nm: Double) {
    let listed = size.peaks.filter { ($0.number_fraction ?? 0) >= PeakVerdict.smallestFraction }
    let nearest = listed.compactMap { peak in peak.diameter_nm.map { (diameter: $0, peak: peak) } }
      .min { abs($0.diameter - expected_nm) < abs($1.diameter - expected_nm) }
    peak_nm = nearest?.diameter ?? size.mode_nm
    numberFraction = nearest?.peak.number_fraction
    interval95_nm = Self.interval(of: nearest?.peak, in: size)
  }

  /// The peak's interval; in results without such intervals, that of the mode if `peak` is the one
  /// nearest to the mode and hence the highest.
  private static func interval(
    of peak: SummaryDocument.Peak?, in size: SummaryDocument.Size
  ) -> ClosedRange<Double>? {
    if let own = ClosedRange(bounds: peak?.interval95_nm) { return own }
    guard let mode = size.mode_nm, let bounds = ClosedRange(bounds: size.interval95.mode_nm) else {
      return nil
    }
    if let peak {
      guard let diameter = peak.diameter_nm else { return nil }
      let others = size.peaks.compactMap(\.diameter_nm)
      guard others.allSatisfy({ abs(diameter - mode) <= abs($0 - mode) }) else { return nil }
    }
    return bounds
  }
}
