/// Where within their pixels the spots of a run were found, as counts over even classes.
///
/// Positions that are right fall everywhere alike; a fit that is pulled to the pixels' centres or
/// borders makes hills.
public struct SubpixelCounts: Sendable, Equatable {
  /// Classes over a pixel.
  public static let classCount = 20

  /// Sightings by the distance of the column from the left border of its pixel.
  public private(set) var x: [Int]
  /// Sightings by the distance of the row from the upper border of its pixel.
  public private(set) var y: [Int]

  /// The counts of some tracks.
  init(of tracks: some Sequence<Track>) {
    x = [Int](repeating: 0, count: Self.classCount)
    y = x
    for track in tracks {
      for point in track.points {
        x[Self.place(point.x)] += 1
        y[Self.place(point.y)] += 1
      }
    }
  }

  /// Whole numbers are centres of pixels, half ones their borders.
  private static func place(_ coordinate: Float) -> Int {
    let shifted = coordinate + 0.5
    let share = shifted - shifted.rounded(.down)
    return share.isFinite ? min(Int(share * Float(classCount)), classCount - 1) : 0
  }
}
