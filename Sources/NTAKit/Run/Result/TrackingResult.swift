import NTAAnalysis
import NTAVideo

/// Number and quality of the tracks of a run.
public struct TrackingResult: Sendable, Equatable {
  /// Number of tracks in all positions.
  public var count: Int
  /// Number of tracks that were sized.
  public var used: Int
  /// Median length of the used tracks, in frames.
  public var medianFrames: Double
  /// Pooled localisation error per axis, in nm.
  public var localizationError_nm: Double?
  /// Gaussian sigma of a spot, in px, measured from the recording; `nil` if no spot was measured.
  public var spotSigma_px: Double?
}
