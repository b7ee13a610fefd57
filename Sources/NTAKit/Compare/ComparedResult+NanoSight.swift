import Foundation
import NTAAnalysis
import NTAVideo

extension ComparedResult {
  /// The results in a NanoSight summary: averages over the captures.
  init(_ summary: NanoSightSummary, name: String) {
    self.init(name: name, origin: .nanoSight)
    sample = summary.sample
    dilution = summary.dilution
    mode_nm = summary.average("Mode")
    mean_nm = summary.average("Mean")
    sd_nm = summary.average("SD")
    d10_nm = summary.average("D10")
    d50_nm = summary.average("D50")
    d90_nm = summary.average("D90")
    let row = "Concentration (Particles / ml)"
    concentration_per_mL = summary.average(row)
    modeInterval95_nm = Self.interval(summary, "Mode")
    d50Interval95_nm = Self.interval(summary, "D50")
    concentrationInterval95_per_mL = Self.interval(summary, row)
    let valid = summary.values["Valid Tracks"]?.prefix(summary.captures).compactMap { $0 } ?? []
    tracks = valid.isEmpty ? nil : Int(exactly: valid.reduce(0, +).rounded(.down))
    distribution = SizeDistribution(
      bins: SizeBins(centres_nm: summary.diameters_nm),
      weights: summary.concentrations_per_mL.map { $0[summary.captures] })
  }

  private static func interval(_ summary: NanoSightSummary, _ row: String) -> ClosedRange<Double>? {
    guard summary.captures > 1, let average = summary.average(row),
      let error = summary.standardError(row), error >= 0
    else { return nil }
    let half = Replicates.student95(degrees: summary.captures - 1) * error
    guard half.isFinite else { return nil }
    return average - half...average + half
  }
}
