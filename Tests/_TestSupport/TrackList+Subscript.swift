import NTAAnalysis

extension TrackList {
  /// The track of an index, found by going through those before it.
  package subscript(index: Int) -> Track { Array(self)[index] }
}
