import NTAAnalysis

extension PositionAnalysis {
  /// Largest share of the picture that can be left out; more is no overlay.
  private static let largestShare = 0.15

  /// The same without tracks in places where something drawn onto the recording changes.
  ///
  /// - Parameter store: where the remaining tracks go; nil keeps them in memory.
  func excludingOverlays(in store: (any SpillStore)?) -> PositionAnalysis {
    guard let imaging else { return self }
    let (across, down) = (max(imaging.pixelAspect, 1), max(1 / imaging.pixelAspect, 1))
    var map = BirthMap(
      width: Double(imaging.width_px) * across, height: Double(imaging.height_px) * down)
    for track in tracks.tracks { map.add(track) }
    let region = map.conspicuous
    guard !region.isEmpty, region.share <= Self.largestShare else { return self }
    var kept = TrackList(in: store)
    for track in tracks.tracks where !region.touches(track) { kept.append(track) }
    kept.seal()
    var result = self
    result.tracks.tracks = kept
    result.imaging?.overlayFraction = region.share
    return result
  }
}
