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

  /// The sizes of a table of particles, each of which counts alike; the software's own distribution, which is
  /// in the summary, removes the scatter of short tracks.
  ///
  /// There is no mode, since that of single particles is a matter of chance, and no concentration.
  init(_ particles: NanoSightParticles, name: String) {
    self.init(name: name, origin: .nanoSight)
    let sizes = particles.diameters_nm
    tracks = sizes.count
    guard let most = sizes.last else { return }
    let mean = sizes.reduce(0, +) / Double(sizes.count)
    mean_nm = mean
    let squares = sizes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    sd_nm = sizes.count > 1 ? (squares / Double(sizes.count - 1)).squareRoot() : nil
    // As between the bins of the summaries, 1 nm.
    let bins = min(Int(most.rounded(.up)), 10_000) + 1
    var weights = [Double](repeating: 0, count: bins)
    for size in sizes { weights[min(Int(size), bins - 1)] += 1 }
    distribution = SizeDistribution(
      bins: SizeBins(centres_nm: (0..<bins).map { Double($0) + 0.5 }), weights: weights)
    d10_nm = distribution?.quantile_nm(0.1)
    d50_nm = distribution?.quantile_nm(0.5)
    d90_nm = distribution?.quantile_nm(0.9)
    // Order statistics: the rank of the median has the standard deviation sqrt(n)/2.
    let rank = 0.98 / Double(sizes.count).squareRoot()
    if rank < 0.5, let distribution {
      d50Interval95_nm =
        distribution.quantile_nm(0.5 - rank)...distribution.quantile_nm(0.5 + rank)
    }
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
