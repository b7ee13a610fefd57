import Foundation

/// The amplitudes of tracks that came without pictures, and what they say of the tracker's detection
/// limit.
package enum TrackedAmplitudes {
  /// Share of the points that lie below the limit: enough to be measured, and so few that the faint
  /// particles are kept.
  private static let shareBelow = 0.02
  /// Fewest points with an amplitude.
  private static let fewest = 500
  /// Least standard deviation of ln amplitude within tracks: a particle that diffuses through the
  /// depth of focus changes more than this, and an average per track does not change at all.
  private static let leastChange = 0.03

  /// Amplitude above which the tracker found nearly every particle; nil if the amplitudes do not say.
  ///
  /// Any limit above the tracker's own is correct, because the depth of each size is counted from the
  /// same limit. The tracker's own is the lower edge of all amplitudes, which noise blurs.
  ///
  /// - Parameter tracks: all tracks of a position, including those too short to be sized.
  /// - Returns: the amplitude, in the unit of the tracks; nil if more than a tenth of the points have
  ///   none above 0, or if it hardly changes within tracks.
  package static func limit(of tracks: TrackList) -> Double? {
    var logs: [Double] = []
    var changes: [Double] = []
    for track in tracks {
      let own = track.points.lazy.map { Double($0.intensity) }.filter { $0 > 0 && $0.isFinite }
        .map { log($0) }
      logs += own
      if own.count >= 3 { changes.append(SampleMoments(Array(own)).deviation) }
    }
    guard logs.count >= fewest, Double(logs.count) > 0.9 * Double(tracks.pointCount),
      !changes.isEmpty, median(of: changes) > leastChange
    else { return nil }
    logs.sort()
    return exp(logs[Int(shareBelow * Double(logs.count))])
  }
}
