/// Whether a recording goes on at the same place after nearly all tracks have ended at once.
///
/// After a pause, particles have diffused, but lie closer to their old places than chance brings
/// others. At another position of the cell they do not.
package struct BreakContinuity: Sendable {
  /// Radius in which particles are looked for again, px; the ring up to twice the radius tells how many
  /// would be there by chance.
  private static let radius_px: Float = 15
  /// Standard errors by which the particles within the radius must exceed chance.
  private static let evidence = 4.0
  /// Fraction of the ended tracks that must be continued.
  private static let leastContinued = 0.25

  /// Last points of the tracks that end with a frame, and first points of those that begin in the next.
  private var places: [Int: (ends: [SIMD2<Float>], begins: [SIMD2<Float>])]

  /// No tracks yet.
  ///
  /// - Parameter frames: indices of frames with which tracks end.
  package init(after frames: [Int]) {
    places = Dictionary(uniqueKeysWithValues: frames.map { ($0, ([], [])) })
  }

  /// Adds a track.
  package mutating func add(_ track: Track) {
    guard let first = track.points.first, let last = track.points.last else { return }
    places[Int(last.frame)]?.ends.append(SIMD2(last.x, last.y))
    places[Int(first.frame) - 1]?.begins.append(SIMD2(first.x, first.y))
  }

  /// Whether the tracks that begin after `frame` continue those that end with it.
  package func isSamePlace(after frame: Int) -> Bool {
    guard let (ends, begins) = places[frame], !ends.isEmpty else { return false }
    var (near, ring) = (0.0, 0.0)
    for end in ends {
      for begin in begins {
        let offset = begin - end
        let square = (offset * offset).sum()
        if square < Self.radius_px * Self.radius_px {
          near += 1
        } else if square < 4 * Self.radius_px * Self.radius_px {
          ring += 1
        }
      }
    }
    // The ring has three times the area of the circle.
    let excess = near - ring / 3
    let error = (near + ring / 9 + 1).squareRoot()
    return excess > Self.evidence * error && excess > Self.leastContinued * Double(ends.count)
  }
}
