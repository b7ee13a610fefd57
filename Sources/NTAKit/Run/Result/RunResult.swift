import NTAAnalysis
import NTAVideo

/// What one run yielded: the content of the result folder, before it is written.
public struct RunResult: Sendable {
  /// Name of the sample, if any.
  public var sample: String?
  /// File names of the videos, without folders, in order of position.
  public var videos: [String]
  /// Every setting's effective value and source.
  public var settings: MeasurementSettings
  /// The distribution of the particles in the sample; `nil` when no particles were found.
  public var size: SizeResult?
  /// The concentration; `nil` where the observed volume is unknown.
  public var concentration: ConcentrationResult?
  /// Counts and quality of the tracks.
  public var tracking: TrackingResult
  /// One entry a position (or section), in order, used or not.
  public var positions: [PositionResult]
  /// One entry a track that was sized, by position, then particle.
  public var particleList: ParticleList
  /// The ensemble's mean squared displacement, for the report.
  public var displacement: DisplacementResult?
  /// The tracks themselves, kept only on request (`--tracks`).
  public var tracks: [PositionTracks]
  /// What the user should know before trusting the numbers.
  public var warnings: [RunWarning]
  /// Whether the numbers can be trusted, check by check.
  public var validity = Validity(checks: [])
  /// Where within their pixels the spots of the used positions were found, for the report.
  package var subpixel: SubpixelCounts?
  /// One frame with what was found in it, for the report.
  package var snapshot: Snapshot?
  /// Day of the recording, `yyyy-mm-dd`, if `run.yaml` or the instrument's header says it.
  public var date: String?

  /// ``particleList`` as a whole, which for a long recording is large.
  public var particles: [ParticleResult] {
    get { Array(particleList) }
    set { particleList = ParticleList(newValue) }
  }
}
