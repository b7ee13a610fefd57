/// Brightness of the particles in a diameter bin, and the refractive index derived from it.
public struct BinMaterial: Sendable, Equatable {
  /// The diameter bin, nm.
  public var diameter_nm: Range<Double>
  /// Geometric mean diameter of the particles in the bin, nm.
  public var mean_nm: Double
  /// In-focus amplitude of a spot relative to that of the calibration beads.
  public var brightness: Double
  /// Effective refractive index, that of a homogeneous sphere, in a liquid of index 1.33.
  public var refractiveIndex: Double
  /// 95 % confidence interval of `refractiveIndex`.
  public var interval95: ClosedRange<Double>
  /// Effective number of independent tracks in the bin.
  public var tracks: Double
}
