extension RunResult {
  /// Adds what the report shows beside the numbers: a frame of the middle of the used positions,
  /// and where within their pixels the spots lie.
  ///
  /// - Parameters:
  ///   - all: all positions; one of them is shown where none is used, as in a blank.
  ///   - isUsed: whether the position of an index of `all` is used.
  mutating func addPictures(of all: [PositionObservation], where isUsed: (Int) -> Bool) {
    let used = all.indices.filter(isUsed).map { all[$0] }.filter { $0.still != nil }
    let pictured = used.isEmpty ? all.filter { $0.still != nil } : used
    guard !pictured.isEmpty else { return }
    if !used.isEmpty { subpixel = SubpixelCounts(of: used.lazy.flatMap(\.tracks.tracks)) }
    let chosen = pictured[pictured.count / 2]
    guard var still = chosen.still else { return }
    let sized = particleList.lazy
      .filter { $0.position == chosen.index && $0.firstFrame <= still.frame }
      .map { ($0.particle, $0.diameter_nm) }
    // Tracks are in the order of their first frames.
    let begun = chosen.tracks.tracks.prefix { track in
      track.points.first.map { Int($0.frame) <= still.frame } ?? false
    }
    still.mark(
      begun, diameters_nm: Dictionary(sized, uniquingKeysWith: { first, _ in first }))
    self.still = still
  }
}
