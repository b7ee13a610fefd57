/// Histogram of the subpixel positions of a run's detections, in equal bins over one pixel.
///
/// Unbiased positions are uniformly distributed; a fit with pixel-locking bias makes peaks at pixel
/// centres or borders.
package struct SubpixelCounts: Sendable, Equatable {
  /// Number of bins across a pixel.
  package static let binCount = 20

  /// Detections by the distance of their column from the left border of the pixel.
  package private(set) var x: [Int]
  /// Detections by the distance of their row from the upper border of the pixel.
  package private(set) var y: [Int]

  /// Counts all points of some tracks.
  package init(of tracks: some Sequence<Track>) {
    x = [Int](repeating: 0, count: Self.binCount)
    y = x
    for track in tracks {
      for point in track.points {
        x[Self.place(point.x)] += 1
        y[Self.place(point.y)] += 1
      }
    }
  }

  /// The bin of a coordinate; pixel centres lie at integers, pixel borders at half-integers.
  private static func place(_ coordinate: Float) -> Int {
    let shifted = coordinate + 0.5
    let share = shifted - shifted.rounded(.down)
    return share.isFinite ? min(Int(share * Float(binCount)), binCount - 1) : 0
  }
}
