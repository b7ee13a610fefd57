/// One peak of a size distribution.
public struct SizePeak: Sendable, Equatable {
  /// Diameter at the maximum, nm.
  public var diameter_nm: Double
  /// Full width at half maximum, nm.
  public var fwhm_nm: Double
  /// Fraction of all particles between the valleys on both sides, in [0, 1].
  public var numberFraction: Double
  /// Concentration of these particles in the measured cell, particles/mL, if known.
  public var concentration_per_mL: Double?
  /// 95 % confidence interval of the diameter at the maximum; nil without resamples.
  public var interval95_nm: ClosedRange<Double>?
  /// The peak: all diameters between the valleys on both sides, nm; nil if not known.
  public var range_nm: ClosedRange<Double>?
}
