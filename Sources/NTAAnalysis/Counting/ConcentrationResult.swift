/// A particle number concentration with its confidence interval.
public struct ConcentrationResult: Sendable, Equatable {
  /// How the depth of the observed volume was determined.
  public enum Method: String, Sendable {
    case calibrated, selfCalibrated = "self-calibrated", nominalDepth = "nominal-depth"
  }
  /// Concentration in the measured cell, particles/mL.
  public var measured_per_mL: Double
  /// Concentration in the sample before dilution, particles/mL.
  public var sample_per_mL: Double
  /// 95 % confidence interval of `sample_per_mL`.
  public var interval95_per_mL: ClosedRange<Double>
  /// Dilution factor: `sample_per_mL / measured_per_mL`.
  public var dilution: Double
  /// How the depth was determined.
  public var method: Method
  /// Mean depth of the observed volume, µm.
  public var depth_um: Double
  /// Axial half-width w, µm: the amplitude falls as `exp(-2 z²/w²)` away from the focal plane.
  public var axialHalfWidth_um: Double?
  /// Standard deviation of ln amplitude that the particles' motion along the axis does not explain; nil
  /// if it explains all, or if the depth does not come from the fluctuations of brightness.
  public var intrinsicFluctuation: Double?
  /// Mean number of particles in the observed volume at a moment, corrected for those that were too
  /// faint or too close to others to be detected.
  ///
  /// `measured_per_mL` is this number divided by ``area_um2`` and ``depth_um``.
  public var particlesPerFrame: Double?
  /// Area of the field of view in which spots are detected, µm².
  public var area_um2: Double?
}
