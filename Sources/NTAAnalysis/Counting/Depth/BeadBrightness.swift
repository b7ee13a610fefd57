/// How bright the beads of a calibration are: the measure for the refractive index of other particles.
public struct BeadBrightness: Sendable, Equatable {
  /// Height of a bead's spot in focus, grey levels, > 0.
  public var height: Double
  /// What is not known of the ratio of another particle's brightness to it; >= 0.
  public var relativeError: Double
  /// Certified diameter of the beads, nm.
  public var diameter_nm: Double
  /// Their refractive index, in (1.33, 2.5].
  public var refractiveIndex: Double
  /// Whether both recordings state the same sensitivity of the camera; else it is taken on trust.
  public var isSensitivityStated = false
}
