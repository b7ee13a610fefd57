/// 95 % confidence intervals from resampling positions and tracks, in nm except the fraction.
///
/// Computed by `ResampledIntervals`.
public struct SizeIntervals: Sendable, Equatable {
  /// Diameter range of exosomes, to which ``share30To150`` refers.
  public static let exosomes_nm: ClosedRange<Double> = 30...150

  /// Interval of the mode.
  public var mode_nm: ClosedRange<Double>
  /// Interval of the mean.
  public var mean_nm: ClosedRange<Double>
  /// Interval of D10.
  public var d10_nm: ClosedRange<Double>
  /// Interval of the median.
  public var d50_nm: ClosedRange<Double>
  /// Interval of D90.
  public var d90_nm: ClosedRange<Double>
  /// Interval of the median of the particles around the mode; nil without resamples.
  public var mainMedian_nm: ClosedRange<Double>?
  /// Interval of the fraction of particles from 30 to 150 nm; nil without resamples.
  public var share30To150: ClosedRange<Double>?
}
