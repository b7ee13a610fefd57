/// Finds the peak that lies nearest to a diameter, in a sample or in what a blank leaves of it.
struct PeakSearch {
  private(set) var peak_nm: Double?
  private(set) var numberFraction: Double?
  private(set) var interval95_nm: ClosedRange<Double>?
  /// Whether more particles are in the peak than the blank explains; `nil` without a blank.
  private(set) var exceedsBlank: Bool?

  init(
    summary: SummaryDocument, distribution: [DistributionRow], subtraction: BlankSubtraction?,
    expected_nm: Double
  ) {
    let size = summary.size
    let listed = size.peaks.filter { ($0.number_fraction ?? 0) >= PeakVerdict.smallestShare }
    let nearest = listed.compactMap { peak in peak.diameter_nm.map { (diameter: $0, peak: peak) } }
      .min { abs($0.diameter - expected_nm) < abs($1.diameter - expected_nm) }
    peak_nm = nearest?.diameter ?? size.mode_nm
    numberFraction = nearest?.peak.number_fraction
    interval95_nm = Self.interval(of: nearest?.peak, in: size)
    if let subtraction { subtract(subtraction, distribution, expected_nm: expected_nm) }
  }

  /// Looks again in what the blank leaves; the interval moves along with the peak.
  private mutating func subtract(
    _ subtraction: BlankSubtraction, _ rows: [DistributionRow], expected_nm: Double
  ) {
    let left = subtraction.classes.map { max($0.value, 0) }
    let total = left.reduce(0, +)
    guard subtraction.net.value > 0, total > 0, let first = rows.first else {
      self = PeakSearch(nothingLeft: ())
      return
    }
    let zeros = left.map { _ in 0.0 }
    let net = SizeDistribution(
      borders_nm: [first.lower_nm] + rows.map(\.upper_nm), numberFraction: left.map { $0 / total },
      densityLower95_per_nm: zeros, densityUpper95_per_nm: zeros)
    let nearest = net.peaks(concentration_per_mL: nil)
      .filter { $0.numberFraction >= PeakVerdict.smallestShare }
      .min { abs($0.diameter_nm - expected_nm) < abs($1.diameter_nm - expected_nm) }
    guard let nearest else {
      self = PeakSearch(nothingLeft: ())
      return
    }
    interval95_nm = interval95_nm.flatMap { interval in
      peak_nm.map { old in
        interval.lowerBound + nearest.diameter_nm - old...interval.upperBound
          + nearest.diameter_nm - old
      }
    }
    peak_nm = nearest.diameter_nm
    numberFraction = nearest.numberFraction
    let half = 0.5 * max(nearest.fwhm_nm, 1)
    let window = nearest.diameter_nm - half...nearest.diameter_nm + half
    let inside = rows.indices.filter { window.contains(rows[$0].diameter_nm) }
    guard let low = inside.first, let high = inside.last else { return }
    exceedsBlank = subtraction.left(in: low..<high + 1).interval95.lowerBound > 0
  }

  private init(nothingLeft: Void) { exceedsBlank = false }

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
