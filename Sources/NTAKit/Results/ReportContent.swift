import NTAAnalysis
import NTAVideo

/// The content of a report, all of which is in the result files.
struct ReportContent: Sendable, Equatable {
  /// The columns of `particles.csv` that the report uses.
  struct Particle: Sendable, Equatable {
    private let shortFrames: Int32
    private let shortDiameter_nm: Float
    private let shortIntensity: Float

    /// A particle in single precision, which is more precise than a plot.
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
  /// `nil` for results of earlier versions.
  var data: ReportData?
}
