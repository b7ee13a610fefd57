/// Brightness of the calibration beads: the reference for the refractive index of other particles.
public struct BeadBrightness: Sendable, Equatable {
  /// Amplitude of a bead's spot in focus, grey levels, > 0.
  public var amplitude: Double
  /// Relative standard error of the ratio of another particle's brightness to a bead's; >= 0.
  public var relativeError: Double
  /// Certified diameter of the beads, nm.
  public var diameter_nm: Double
  /// Refractive index of the beads, in (1.33, 2.5].
  public var refractiveIndex: Double

  package init(
    amplitude: Double, relativeError: Double, diameter_nm: Double, refractiveIndex: Double,
    isSensitivityStated: Bool = false
  ) {
    self.amplitude = amplitude
    self.relativeError = relativeError
    self.diameter_nm = diameter_nm
    self.refractiveIndex = refractiveIndex
    self.isSensitivityStated = isSensitivityStated
  }
  /// Whether both recordings state the same camera sensitivity; if not, it is assumed to be equal.
  public var isSensitivityStated = false
}
