import Foundation
import NTAAnalysis
import NTAVideo

extension ComparedResult {
  /// The results in a NanoSight summary: sizes averaged over the captures that found particles, and
  /// the concentration over all.
  init(_ summary: NanoSightSummary, name: String) {
    self.init(name: name, origin: .nanoSight)
    sample = summary.sample
    dilution = summary.dilution
    let (mode, median) = (summary.averageSize("Mode"), summary.averageSize("D50"))
    mode_nm = mode?.mean
    mean_nm = summary.averageSize("Mean")?.mean
    sd_nm = summary.averageSize("SD")?.mean
    d10_nm = summary.averageSize("D10")?.mean
    d50_nm = median?.mean
    d90_nm = summary.averageSize("D90")?.mean
    modeInterval95_nm = Self.interval(mode)
    d50Interval95_nm = Self.interval(median)
    if summary.statesDilution {
      let row = NanoSightRecords.concentration
      concentration_per_mL = summary.average(row)
      concentrationInterval95_per_mL = Self.interval(
        summary.average(row).map { ($0, summary.standardError(row), summary.captures) })
    }
    let valid = summary.values["Valid Tracks"]?.prefix(summary.captures).compactMap { $0 } ?? []
    tracks = valid.isEmpty ? nil : Int(exactly: valid.reduce(0, +).rounded(.down))
    distribution = SizeDistribution(
      bins: SizeBins(centres_nm: summary.diameters_nm),
      weights: summary.concentrations_per_mL.map { $0[summary.captures] })
  }

  private static func interval(
    _ average: (mean: Double, error: Double?, captures: Int)?
  ) -> ClosedRange<Double>? {
    guard let average, average.captures > 1, let error = average.error, error >= 0 else {
      return nil
    }
    let half = Replicates.student95(degrees: average.captures - 1) * error
    guard half.isFinite else { return nil }
    return average.mean - half...average.mean + half
  }
}
