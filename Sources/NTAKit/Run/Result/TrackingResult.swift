import NTAAnalysis
import NTAVideo

/// Counts and quality of the tracks of a run.
public struct TrackingResult: Sendable, Equatable {
  /// Tracks found in all positions.
  public var count: Int
  /// Tracks that were sized.
  public var used: Int
  /// Median length of the used tracks, in frames.
  public var medianFrames: Double
  /// Pooled localisation error per axis, in nm.
  public var localizationError_nm: Double?
  /// Radius (Gaussian sigma) of a spot, in px, measured from the recording.
  public var spotSigma_px: Double?
}
