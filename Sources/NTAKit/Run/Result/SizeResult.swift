import NTAAnalysis
import NTAVideo

/// The number-weighted size distribution and the quantities derived from it.
public struct SizeResult: Sendable {
  /// The distribution on a logarithmic grid of diameters.
  public var distribution: SizeDistribution
  /// Statistics of the particles in the sample.
  public var statistics: SizeStatistics
  /// 95 % intervals of the mode, mean, D10, D50 and D90.
  public var intervals: SizeIntervals
  /// Peaks, in descending order of their number fraction.
  public var peaks: [SizePeak]
  /// Statistics of the per-track estimates, without corrections.
  public var perTrack: SizeStatistics
  /// Statistics with each particle weighted by its volume.
  public var volumeWeighted: SizeStatistics
  /// Smallest diameter that could be detected in the run, if it is known.
  public var detectionLimit_nm: Double?
  /// Material properties of the particles of each size bin, in ascending order of diameter; empty
  /// without a calibration that states the brightness of its beads.
  public var material: [BinMaterial] = []
  /// Brightness in focus as a function of diameter; `nil` for tracks without a video.
  var inFocusIntensity: InFocusIntensity?
  /// The bins of `distribution` in each resample; empty if nothing was resampled.
  ///
  /// Each value is a number of particles divided by the total number in the mean resample. A
  /// resample sums to about 1; the difference from 1 is the relative change of the concentration due
  /// to the depth estimated from the tracks of the resample.
  public var resamples: [[Double]] = []

  /// Fraction of the particles in the bins below the detection limit, in [0, 1]; 0 without a limit.
  ///
  /// These particles are extrapolated: no particle of these sizes was bright enough to be detected.
  public var shareBelowDetectionLimit: Double {
    guard let detectionLimit_nm else { return 0 }
    return (0..<distribution.count).lazy
      .filter { distribution.diameter_nm($0) < detectionLimit_nm }
      .reduce(0) { $0 + distribution.numberFraction[$1] }
  }
}
