import NTAAnalysis
import NTAVideo

/// One result in a comparison, from any supported program.
///
/// Values are those of the program itself; missing ones are `nil`. Diameters are in nm and
/// number-weighted; every interval contains its value.
public struct ComparedResult: Sendable, Equatable {
  /// The program that produced a result.
  public enum Origin: String, Sendable { case nta, zetaView = "ZetaView", nanoSight = "NanoSight" }
  /// Name of the file or folder, without its parents.
  public var name: String
  /// The program that produced the result.
  public var origin: Origin
  /// Name of the sample.
  public var sample: String?
  /// The number-weighted distribution; `nil` if the file has none.
  public var distribution: SizeDistribution?
  /// Mode: the diameter of highest density.
  public var mode_nm: Double?
  /// Mean diameter.
  public var mean_nm: Double?
  /// Standard deviation of the diameter.
  public var sd_nm: Double?
  /// Diameter below which a tenth of the particles lie.
  public var d10_nm: Double?
  /// Median: diameter below which half of the particles lie.
  public var d50_nm: Double?
  /// Diameter below which nine tenths of the particles lie.
  public var d90_nm: Double?
  /// Detection limit, if known: below this diameter particles are too faint to be detected, and the
  /// distribution is extrapolated.
  public var detectionLimit_nm: Double?
  /// 95 % confidence interval of the mode, if known.
  public var modeInterval95_nm: ClosedRange<Double>?
  /// 95 % confidence interval of the median, if known.
  public var d50Interval95_nm: ClosedRange<Double>?
  /// Particles per mL of the sample before dilution.
  public var concentration_per_mL: Double?
  /// 95 % confidence interval of the concentration, if known.
  public var concentrationInterval95_per_mL: ClosedRange<Double>?
  /// Dilution factor of the sample, > 0; `nil` if not recorded.
  public var dilution: Double?
  /// Number of tracks that were sized; 0 for an aborted run.
  public var tracks: Int?

  init(name: String, origin: Origin) {
    self.name = name
    self.origin = origin
  }
}
