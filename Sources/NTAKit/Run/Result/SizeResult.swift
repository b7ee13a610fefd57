import NTAAnalysis
import NTAVideo

/// The number-weighted size distribution and what is derived from it.
public struct SizeResult: Sendable {
  /// The distribution on its logarithmic grid.
  public var distribution: SizeDistribution
  /// Statistics of the particles in the sample.
  public var statistics: SizeStatistics
  /// 95 % intervals of the mode, mean, D10, D50, D90.
  public var intervals: SizeIntervals
  /// Peaks, by falling share.
  public var peaks: [SizePeak]
  /// Statistics of the raw estimates, one a track.
  public var perTrack: SizeStatistics
  /// Statistics with each particle weighted by its volume.
  public var volumeWeighted: SizeStatistics
  /// Smallest diameter the run could see, if it could be told.
  public var detectionLimit_nm: Double?
  /// What the particles of each size class are made of, by rising diameter; empty without a
  /// calibration that tells how bright its beads were.
  public var material: [BinMaterial] = []
  /// How bright each size is in focus; `nil` for tracks that came without pictures.
  var inFocusIntensity: InFocusIntensity?
  /// The classes of `distribution` in each resample; empty if nothing was resampled.
  ///
  /// Particles over all those of the mean resample. Each sums to about 1: what it misses is what the
  /// depth that follows from its tracks makes of the concentration.
  public var resamples: [[Double]] = []

  /// Share of the particles in the classes below the detection limit, in [0, 1]; 0 without a limit.
  ///
  /// The model puts them there: no particle of these sizes was bright enough to be seen.
  public var shareBelowDetectionLimit: Double {
    guard let detectionLimit_nm else { return 0 }
    return (0..<distribution.count).lazy
      .filter { distribution.diameter_nm($0) < detectionLimit_nm }
      .reduce(0) { $0 + distribution.numberFraction[$1] }
  }
}
