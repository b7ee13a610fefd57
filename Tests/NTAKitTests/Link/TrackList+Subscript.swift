@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

extension TrackList {
  /// The track of an index, found by going through those before it.
  subscript(index: Int) -> Track { Array(self)[index] }
}
