import NTAAnalysis

extension [PositionAnalysis] {
  /// Largest fraction of the image that is left out; a larger region is not an overlay.
  private static var maximumFraction: Double { 0.15 }

  /// Removes the tracks in regions where an overlay, such as a clock, was drawn onto the recordings.
  ///
  /// Positions with the same frame size are examined together, because they share the same overlay.
  ///
  /// - Parameter store: where the remaining tracks are stored; nil keeps them in memory.
  /// - Returns: the positions, unchanged if no overlay was found.
  func excludingOverlays(in store: (any SpillStore)?) -> [PositionAnalysis] {
    guard let first = compactMap(\.imaging).first else { return self }
    let (across, down) = (Swift.max(first.pixelAspect, 1), Swift.max(1 / first.pixelAspect, 1))
    let alike = indices.filter {
      self[$0].imaging?.width_px == first.width_px && self[$0].imaging?.height_px == first.height_px
    }
    var map = BirthMap(
      width: Double(first.width_px) * across, height: Double(first.height_px) * down,
      recordings: alike.count)
    for index in alike { for track in self[index].tracks.tracks { map.add(track) } }
    let region = map.conspicuous
    guard !region.isEmpty, region.share <= Self.maximumFraction else { return self }
    var result = self
    for index in alike {
      var kept = TrackList(in: store)
      for track in self[index].tracks.tracks where !region.touches(track) { kept.append(track) }
      kept.seal()
      result[index].tracks.tracks = kept
      result[index].imaging?.overlayFraction = region.share
    }
    return result
  }
}
