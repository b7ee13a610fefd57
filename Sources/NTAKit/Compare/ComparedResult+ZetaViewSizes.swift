import Foundation
import NTAAnalysis
import NTAVideo

extension ComparedResult {
  /// The results in a ZetaView export.
  ///
  /// The software states no intervals; the interval of the median is computed from the number of
  /// tracks alone.
  init(_ table: ZetaViewSizeTable, name: String) {
    self.init(name: name, origin: .zetaView)
    sample = table.header.sample
    dilution = table.header.dilution
    tracks = table.header.traces
    let total = table.linear.reduce(0) { $0 + $1.number }
    guard total > 0 else { return }
    let mean = table.linear.reduce(0) { $0 + $1.number * $1.diameter_nm } / total
    let square = table.linear.reduce(0) { sum, row in
      sum + row.number * (row.diameter_nm - mean) * (row.diameter_nm - mean)
    }
    mean_nm = mean
    sd_nm = (square / total).squareRoot()
    d10_nm = table.quantile_nm(0.1)
    d50_nm = table.quantile_nm(0.5)
    d90_nm = table.quantile_nm(0.9)
    mode_nm = table.linear.max { $0.number < $1.number }?.diameter_nm
    // Order statistics: the rank of the median has the standard deviation sqrt(n)/2.
    let rank = 0.98 / total.squareRoot()
    d50Interval95_nm =
      table.quantile_nm(
        max(0.5 - rank, 0.001))...table.quantile_nm(
        min(0.5 + rank, 0.999))
    concentration_per_mL = dilution.map { dilution in
      dilution * table.linear.reduce(0) { $0 + $1.concentration_per_mL }
    }
    distribution = SizeDistribution(
      bins: SizeBins(centres_nm: table.linear.map(\.diameter_nm)),
      weights: table.linear.map(\.number))
  }
}
