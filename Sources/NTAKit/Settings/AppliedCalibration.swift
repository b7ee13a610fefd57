import NTAAnalysis
import NTAVideo

/// What a measurement keeps of the calibration it uses.
public struct AppliedCalibration: Sendable, Equatable {
  /// Path of the calibration, as the user gave it.
  public var file: String
  /// Name of the standard it was made with.
  public var standard: String
  /// Whether all its criteria were met.
  public var passed: Bool
  /// Axial half-width *w* in µm, > 0: the amplitude falls as `exp(-2 z²/w²)` away from
  /// the focus; `nil` where the bead run could not tell it.
  public var axialHalfWidth_um: Double?
  /// Standard error of the half-width over it, as far as the bead run tells; >= 0.
  public var axialHalfWidthRelativeError = 0.0
  /// How bright the beads were; `nil` where the calibration does not tell, or was made with another
  /// exposure, sensitivity or laser than the recording.
  public var beadBrightness: BeadBrightness?
}
