/// Summary statistics of a size distribution, in nm except for the two ratios.
public struct SizeStatistics: Sendable, Equatable {
  /// Diameter of the highest density per nm.
  public var mode_nm: Double
  /// Mean diameter.
  public var mean_nm: Double
  /// Standard deviation of the diameter.
  public var sd_nm: Double
  /// 10th percentile: a tenth of the particles are smaller.
  public var d10_nm: Double
  /// Median: half of the particles are smaller.
  public var d50_nm: Double
  /// 90th percentile: nine tenths of the particles are smaller.
  public var d90_nm: Double
  /// Coefficient of variation, `sd / mean`.
  public var cv: Double { sd_nm / mean_nm }
  /// Relative width, `(d90 - d10) / d50`.
  public var span: Double { (d90_nm - d10_nm) / d50_nm }

  /// Creates statistics from their values.
  public init(
    mode_nm: Double, mean_nm: Double, sd_nm: Double, d10_nm: Double, d50_nm: Double, d90_nm: Double
  ) {
    self.mode_nm = mode_nm
    self.mean_nm = mean_nm
    self.sd_nm = sd_nm
    self.d10_nm = d10_nm
    self.d50_nm = d50_nm
    self.d90_nm = d90_nm
  }
}
