import NTAAnalysis
import NTAVideo

/// The result of one run: the content of the result folder before it is written.
public struct RunResult: Sendable {
  /// Name of the sample, if any.
  public var sample: String?
  /// File names of the videos, without folders, in the order of positions.
  public var videos: [String]
  /// The value used for every setting, and its source.
  public var settings: MeasurementSettings
  /// The size distribution of the particles in the sample; `nil` if no particles were found.
  public var size: SizeResult?
  /// The concentration; `nil` if the observed volume is unknown.
  public var concentration: ConcentrationResult?
  /// The concentration that is excluded; only without a population of particles.
  public var concentrationLimit: ConcentrationLimit?
  /// The sample beside its blank, if one was given.
  public var blank: BlankComparison?
  /// Number and quality of the tracks.
  public var tracking: TrackingResult
  /// One entry per position (or section), in order, whether it was used or not.
  public var positions: [PositionResult]
  /// One entry per sized track, ordered by position, then particle.
  public var particleList: ParticleList
  /// The ensemble MSD, for the report.
  public var displacement: DisplacementResult?
  /// The tracks themselves; empty unless ``Pipeline/keepsTracks`` is true.
  public var tracks: [PositionTracks]
  /// Warnings that the user should read before relying on the result.
  public var warnings: [RunWarning]
  /// The checks of whether the result can be relied on.
  public var validity = Validity(checks: [])
  /// Histogram of the subpixel coordinates of the spots in the used positions, for the report.
  package var subpixel: SubpixelCounts?
  /// One frame with the particles detected in it, for the report.
  package var snapshot: Snapshot?
  /// Date of the recording, `yyyy-mm-dd`, if a source states it.
  public var date: String?

  /// All elements of ``particleList`` in memory, which takes much memory for a long recording.
  public var particles: [ParticleResult] {
    get { Array(particleList) }
    set { particleList = ParticleList(newValue) }
  }
}
