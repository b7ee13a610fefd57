import NTAAnalysis
import NTAVideo

/// The values of a calibration that a measurement uses.
public struct AppliedCalibration: Sendable, Equatable {
  /// Path of the calibration, as the user gave it.
  public var file: String
  /// Name of the standard with which the calibration was made.
  public var standard: String
  /// Whether the calibration met all its criteria.
  public var passed: Bool
  /// Axial half-width *w* in µm, > 0: the amplitude falls as `exp(-2 z²/w²)` with the distance *z* from
  /// the focal plane; `nil` if the bead run did not determine it.
  public var axialHalfWidth_um: Double?
  /// Relative standard error of the axial half-width, >= 0.
  public var axialHalfWidthRelativeError = 0.0
  /// Brightness of the beads; `nil` if the calibration does not state it, or if exposure, sensitivity or
  /// laser differ from those of the recording.
  public var beadBrightness: BeadBrightness?
}
