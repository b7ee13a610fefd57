import NTAAnalysis
import NTAVideo

/// One bin of `distribution.csv`.
struct DistributionRow: Sendable, Equatable {
  /// The columns that are read back.
  static let columns = [
    "diameter_nm", "lower_nm", "upper_nm", "number_fraction", "number_density_per_nm",
    "concentration_per_mL", "volume_fraction", "lower95_per_nm", "upper95_per_nm",
  ]
  /// All columns.
  static let fields = [
    ResultField("diameter_nm", "nm", "geometric mean of the bin's edges"),
    ResultField("lower_nm", "nm", "lower edge of the bin"),
    ResultField("upper_nm", "nm", "upper edge of the bin"),
    ResultField("number_fraction", "", "fraction of the particles in the bin; the sum is 1"),
    ResultField(
      "number_density_per_nm", "1/nm", "fraction of the particles per nm; the integral is 1"),
    ResultField(
      "concentration_per_mL", "1/mL", "particles in the bin per mL of the measured liquid"),
    ResultField("measured_per_mL", "1/mL", "the same as `concentration_per_mL`"),
    ResultField("sample_per_mL", "1/mL", "particles in the bin per mL of the undiluted sample"),
    ResultField("volume_fraction", "", "fraction of the particles' volume in the bin"),
    ResultField("surface_fraction", "", "fraction of the particles' surface in the bin"),
    ResultField("lower95_per_nm", "1/nm", "lower end of the 95 % band of `number_density_per_nm`"),
    ResultField("upper95_per_nm", "1/nm", "upper end of the 95 % band of `number_density_per_nm`"),
    ResultField(
      "below_detection_limit", "",
      "`true` for bins in which no particle was bright enough to be seen, which are extrapolated; "
        + "empty if the limit is unknown"),
  ]

  var diameter_nm: Double
  var lower_nm: Double
  var upper_nm: Double
  var numberFraction: Double
  var numberDensity_per_nm: Double
  /// Concentration in the measured cell, like those of the peaks; `nil` if the volume is unknown.
  var concentration_per_mL: Double?
  /// Concentration in the undiluted sample; `nil` if the volume is unknown.
  var sample_per_mL: Double?
  var volumeFraction: Double
  var surfaceFraction = 0.0
  var densityLower95_per_nm: Double
  var densityUpper95_per_nm: Double

  /// The row, marked if it lies below `detectionLimit_nm`; the mark is empty without a limit.
  func csv(detectionLimit_nm: Double?) -> CSVRow {
    var row = CSVRow()
    row.append(diameter_nm)
    row.append(lower_nm)
    row.append(upper_nm)
    row.append(numberFraction)
    row.append(numberDensity_per_nm)
    row.append(concentration_per_mL)
    row.append(concentration_per_mL)
    row.append(sample_per_mL)
    row.append(volumeFraction)
    row.append(surfaceFraction)
    row.append(densityLower95_per_nm)
    row.append(densityUpper95_per_nm)
    row.append(detectionLimit_nm.map { diameter_nm < $0 })
    return row
  }
}

extension DistributionRow {
  /// The rows of a run; all zero if no particles were found.
  static func all(of result: RunResult) -> [DistributionRow] {
    let distribution = result.size?.distribution ?? .empty
    let volumeFraction = distribution.volumeFraction
    let surfaceFraction = distribution.surfaceFraction
    return (0..<distribution.count).map { index in
      let fraction = distribution.numberFraction[index]
      return DistributionRow(
        diameter_nm: distribution.diameter_nm(index),
        lower_nm: distribution.edges_nm[index], upper_nm: distribution.edges_nm[index + 1],
        numberFraction: fraction,
        numberDensity_per_nm: distribution.density_per_nm(index),
        concentration_per_mL: result.concentration.map { $0.measured_per_mL * fraction },
        sample_per_mL: result.concentration.map { $0.sample_per_mL * fraction },
        volumeFraction: volumeFraction[index], surfaceFraction: surfaceFraction[index],
        densityLower95_per_nm: distribution.densityLower95_per_nm[index],
        densityUpper95_per_nm: distribution.densityUpper95_per_nm[index])
    }
  }
}

extension SizeDistribution {
  /// The distribution in a table whose bins adjoin.
  init(_ rows: [DistributionRow]) {
    self.init(
      bins: SizeBins(edges_nm: rows.prefix(1).map(\.lower_nm) + rows.map(\.upper_nm)),
      numberFraction: rows.map(\.numberFraction),
      densityLower95_per_nm: rows.map(\.densityLower95_per_nm),
      densityUpper95_per_nm: rows.map(\.densityUpper95_per_nm))
  }

  /// The distribution without particles, on the standard grid.
  static var empty: SizeDistribution {
    SizeDistribution(
      grid: .standard, numberFraction: [Double](repeating: 0, count: SizeGrid.standard.count))
  }
}
