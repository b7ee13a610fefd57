import Foundation
import NTAAnalysis
import NTAVideo

extension ResultFolder {
  /// Reads `summary.json` and `distribution.csv`, which must be of one run.
  ///
  /// - Returns: the summary and the distribution.
  /// - Throws: `FileError` for files that are missing or damaged, and `.differentRuns` where the two
  ///   contradict each other.
  func numbers() throws(FileError) -> (summary: SummaryDocument, distribution: SizeDistribution) {
    let summary = try summary()
    let rows = try distributionRows()
    if let difference = summary.difference(from: rows) {
      throw .differentRuns(path: path, difference: difference)
    }
    return (summary, SizeDistribution(rows))
  }
}

extension SummaryDocument {
  /// Relative difference of concentrations that are the same; tables may have passed a spreadsheet.
  private static let tolerance = 1e-3

  /// What contradicts a table of the distribution, in words; `nil` if both can be of one run.
  ///
  /// Concentrations of two runs are never the same to a thousandth; modes are compared where nothing
  /// is known of the volume.
  func difference(from rows: [DistributionRow]) -> String? {
    let counted = rows.compactMap(\.concentration_per_mL)
    let total = counted.count == rows.count && !rows.isEmpty ? counted.reduce(0, +) : nil
    let hasParticles = rows.contains { $0.numberFraction > 0 }
    guard hasParticles == (size.mode_nm != nil) else {
      return "only one of the two has particles"
    }
    if let total, let measured = concentration.measured_per_mL,
      abs(total - measured) > Self.tolerance * max(total, measured)
    {
      return "\(NumberText.scientific(measured)) and \(NumberText.scientific(total)) particles "
        + "per mL"
    }
    guard let mode_nm = size.mode_nm,
      let top = rows.max(by: { $0.numberDensity_per_nm < $1.numberDensity_per_nm })
    else { return nil }
    // Of a flat top any part is the mode, which is interpolated over not more than one bin.
    let highest = rows.indices.filter {
      rows[$0].numberDensity_per_nm >= (1 - Self.tolerance) * top.numberDensity_per_nm
    }
    let isNear = highest.contains { index in
      let (below, above) = (rows[max(index - 1, 0)], rows[min(index + 1, rows.count - 1)])
      return (below.lower_nm...above.upper_nm).contains(mode_nm)
    }
    return isNear
      ? nil
      : "modes of \(NumberText.significant(mode_nm)) and "
        + "\(NumberText.significant(top.diameter_nm)) nm"
  }
}
