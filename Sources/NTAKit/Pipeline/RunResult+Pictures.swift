extension RunResult {
  /// Adds what the report shows beside the numbers: a frame of the middle of the used positions,
  /// and where within their pixels the spots lie.
  mutating func addPictures(of used: [PositionObservation]) {
    let pictured = used.filter { $0.still != nil }
    guard !pictured.isEmpty else { return }
    subpixel = SubpixelCounts(of: pictured.lazy.flatMap(\.tracks.tracks))
    let chosen = pictured[pictured.count / 2]
    let sized = particles.filter { $0.position == chosen.index }.map {
      ($0.particle, $0.diameter_nm)
    }
    still = chosen.still
    still?.mark(
      chosen.tracks.tracks, diameters_nm: Dictionary(sized, uniquingKeysWith: { first, _ in first })
    )
  }
}
