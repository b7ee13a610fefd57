import Glibc
import NTAAnalysis
import NTAVideo

/// One class of `distribution.csv`.
struct DistributionRow: Sendable, Equatable {
  /// The columns that are read back.
  static let columns = [
    "diameter_nm", "lower_nm", "upper_nm", "number_fraction", "number_density_per_nm",
    "concentration_per_mL", "volume_fraction", "lower95_per_nm", "upper95_per_nm",
  ]
  /// The columns, and the mark of the classes that were too faint to be seen.
  static let header = (columns + ["below_detection_limit"]).joined(separator: ",")

  var diameter_nm: Double
  var lower_nm: Double
  var upper_nm: Double
  var numberFraction: Double
  var numberDensity_per_nm: Double
  /// In the measured cell, as the peaks' concentrations are; `nil` where no volume is known.
  var concentration_per_mL: Double?
  var volumeFraction: Double
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
    row.append(volumeFraction)
    row.append(densityLower95_per_nm)
    row.append(densityUpper95_per_nm)
    row.append(detectionLimit_nm.map { diameter_nm < $0 })
    return row
  }
}

extension DistributionRow {
  /// The rows of a run; all zero when no particles were found.
  static func all(of result: RunResult) -> [DistributionRow] {
    let distribution = result.size?.distribution ?? .empty
    let volumes = (0..<distribution.count).map { index in
      distribution.numberFraction[index] * pow(distribution.diameter_nm(index), 3)
    }
    let total = volumes.reduce(0, +)
    return (0..<distribution.count).map { index in
      let fraction = distribution.numberFraction[index]
      return DistributionRow(
        diameter_nm: distribution.diameter_nm(index),
        lower_nm: distribution.borders_nm[index], upper_nm: distribution.borders_nm[index + 1],
        numberFraction: fraction,
        numberDensity_per_nm: distribution.numberDensity_per_nm(index),
        concentration_per_mL: result.concentration.map { $0.measured_per_mL * fraction },
        volumeFraction: total > 0 ? volumes[index] / total : 0,
        densityLower95_per_nm: distribution.densityLower95_per_nm[index],
        densityUpper95_per_nm: distribution.densityUpper95_per_nm[index])
    }
  }
}

extension SizeDistribution {
  /// A distribution of nothing, on the grid of every other.
  static var empty: SizeDistribution {
    let borders = SizeGrid.standard.borders_nm
    let zeros = [Double](repeating: 0, count: borders.count - 1)
    return SizeDistribution(
      borders_nm: borders, numberFraction: zeros, densityLower95_per_nm: zeros,
      densityUpper95_per_nm: zeros)
  }
}

extension [DistributionRow] {
  /// Borders of the classes, rising, one more than there are of these.
  var borders_nm: [Double] { prefix(1).map(\.lower_nm) + map(\.upper_nm) }
}
