/// Finds the peak that lies nearest to a diameter, in a sample or in what a blank leaves of it.
struct PeakSearch {
  private(set) var peak_nm: Double?
  private(set) var numberFraction: Double?
  private(set) var interval95_nm: ClosedRange<Double>?

  /// The peak of a sample as it was measured.
  init(in size: SummaryDocument.Size, expected_nm: Double) {
    let listed = size.peaks.filter { ($0.number_fraction ?? 0) >= PeakVerdict.smallestShare }
    let nearest = listed.compactMap { peak in peak.diameter_nm.map { (diameter: $0, peak: peak) } }
      .min { abs($0.diameter - expected_nm) < abs($1.diameter - expected_nm) }
    peak_nm = nearest?.diameter ?? size.mode_nm
    numberFraction = nearest?.peak.number_fraction
    interval95_nm = Self.interval(of: nearest?.peak, in: size)
  }

  /// The peak's own interval; in a result without those the mode's, if `peak` is the highest one: the
  /// mode lies on its top.
  private static func interval(
    of peak: SummaryDocument.Peak?, in size: SummaryDocument.Size
  ) -> ClosedRange<Double>? {
    if let own = PeakVerdict.range(peak?.interval95_nm) { return own }
    guard let mode = size.mode_nm, let bounds = PeakVerdict.range(size.interval95.mode_nm) else {
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
