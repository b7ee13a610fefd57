import NTAAnalysis
import NTAVideo

/// All that a report is drawn from; every bit of it is in the result files.
struct ReportContent: Sendable, Equatable {
  /// What the report needs of a row of `particles.csv`.
  struct Particle: Sendable, Equatable {
    private let shortFrames: Int32
    private let shortDiameter_nm: Float
    private let shortIntensity: Float

    /// A particle to the seven digits that a plot cannot show.
    init(frames: Int, diameter_nm: Double, intensity: Double) {
      shortFrames = Int32(clamping: frames)
      shortDiameter_nm = Float(diameter_nm)
      shortIntensity = Float(intensity)
    }

    var frames: Int { Int(shortFrames) }
    var diameter_nm: Double { Double(shortDiameter_nm) }
    var intensity: Double { Double(shortIntensity) }
  }

  var summary: SummaryDocument
  var distribution: SizeDistribution
  var particles: [Particle]
  /// Missing in results of earlier versions.
  var data: ReportData?
}
