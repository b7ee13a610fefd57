/// All that a report is drawn from; every bit of it is in the result files.
struct ReportContent: Sendable, Equatable {
  /// What the report needs of a row of `particles.csv`.
  struct Particle: Sendable, Equatable {
    var frames: Int
    var diameter_nm: Double
    var intensity: Double
  }

  var summary: SummaryDocument
  var distribution: [DistributionRow]
  var particles: [Particle]
  /// Missing in results of earlier versions.
  var data: ReportData?
}
