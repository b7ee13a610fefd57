/// The sized tracks of one position.
package struct SizedPosition: Sendable {
  /// The tracks that are long enough and move.
  package var tracks: SizedTracks
  /// Immobile particles, by number; those of immobile sites may have short tracks.
  package var immobile: Set<Int>
  /// Number of tracks of two points or more.
  package var trackCount = 0
  /// Number of tracks that are long enough to be sized, mobile or not.
  package var longEnough = 0
  /// How well the sized tracks fit the motion model.
  package var periodogram: MotionPeriodogram
}
