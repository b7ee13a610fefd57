import Foundation
import NTAAnalysis

extension ValidityChecks {
  /// Name of the check, by which the text and the report find its message.
  static let depthCheckName = "depth_of_sizes"
  /// Bias of D50 that no conclusion hangs on: twice the half-width of the interval of 1,000 tracks.
  private static let tolerableBias = 0.05

  /// Whether the depth over which each size is seen is known, for tracks without pictures.
  var depthCheck: Validity.Check? {
    guard used.allSatisfy({ $0.imaging == nil }), let size = result.size else { return nil }
    if used.allSatisfy({ $0.trackedLimit != nil }) {
      return check(
        Self.depthCheckName, 0, atMost: Self.tolerableBias, .doubtful,
        "each size was counted over the depth it is seen in, by the brightness of the tracks", "")
    }
    guard
      let bound = UncorrectedDepth(
        numberFraction: size.distribution.numberFraction, grid: Pipeline.grid,
        law: ScatteringLaw())
    else { return nil }
    return check(
      Self.depthCheckName, bound.medianBias, atMost: Self.tolerableBias, .doubtful,
      "sizes are so alike that the depth they are seen in hardly matters, which nothing says",
      "not corrected for depth: large particles are seen up to "
        + "\(text(bound.depthRatio)) times as deep as small ones and counted as often more, so that "
        + "D50 may be \(text(100 * bound.medianBias)) % too large; analyse the recording, or give a "
        + "table with brightness above the background")
  }
}
