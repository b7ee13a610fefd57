@testable import NTAKit

extension TrackList {
  /// The track of an index, found by going through those before it.
  subscript(index: Int) -> Track { Array(self)[index] }
}
