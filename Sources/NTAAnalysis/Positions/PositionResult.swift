/// One position (or section) of a run.
public struct PositionResult: Sendable, Equatable {
  /// Why a position is left out of the pooled result.
  public enum Removal: String, Sendable, CaseIterable {
    case minTracks = "MIN_TRACKS", maxDrift = "MAX_DRIFT", particleRange = "PARTICLE_RANGE"
    case outlierSize = "OUTLIER_SIZE", outlierCount = "OUTLIER_COUNT"
    case outlierIntensity = "OUTLIER_INTENSITY", damaged = "DAMAGED"
  }
  /// From 1, in the order of the run.
  public var index: Int
  /// File name of the video.
  public var file: String
  /// Section of the video, from 1.
  public var section: Int
  /// `nil` when the position is used.
  public var removal: Removal?
  /// Frames analysed.
  public var frames: Int
  /// Frames the container promised; `nil` if it promises none.
  public var framesExpected: Int?
  /// Mean number of particles in a frame.
  public var particlesPerFrame: Double
  /// Tracks that were sized.
  public var tracks: Int
  /// Median of the per-track diameters.
  public var d50_nm: Double?
  /// Mean brightness of the spots above their surroundings, in grey levels.
  public var meanIntensity: Double?
  /// Common motion to the right.
  public var driftX_um_per_s: Double
  /// Common motion downwards.
  public var driftY_um_per_s: Double
  /// Concentration in the measured cell.
  public var concentration_per_mL: Double?
  /// Hash of the first frame, by which the recording is known again; `nil` without pictures.
  package var fingerprint: UInt64?

  package init(
    index: Int, file: String, section: Int, removal: Removal? = nil, frames: Int,
    framesExpected: Int? = nil, particlesPerFrame: Double, tracks: Int, d50_nm: Double? = nil,
    meanIntensity: Double? = nil, driftX_um_per_s: Double, driftY_um_per_s: Double,
    concentration_per_mL: Double? = nil, fingerprint: UInt64? = nil
  ) {
    self.index = index
    self.file = file
    self.section = section
    self.removal = removal
    self.frames = frames
    self.framesExpected = framesExpected
    self.particlesPerFrame = particlesPerFrame
    self.tracks = tracks
    self.d50_nm = d50_nm
    self.meanIntensity = meanIntensity
    self.driftX_um_per_s = driftX_um_per_s
    self.driftY_um_per_s = driftY_um_per_s
    self.concentration_per_mL = concentration_per_mL
    self.fingerprint = fingerprint
  }
}
