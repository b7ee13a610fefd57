/// Draws runs again: positions with replacement, then the tracks of each.
///
/// Where there are too few positions, parts of their pictures take their place (a block bootstrap: Hall, Stoch.
/// Proc. Appl. 20:231, 1985): a particle that leaves the light and comes back makes several tracks, all of
/// them near each other.
struct Resampling: Sendable {
  private let trackCount: Int
  /// Tracks of each group.
  private let members: [[Int32]]
  private let seed: UInt64

  /// Positions from which on these are drawn.
  private static let enoughPositions = 3
  /// Parts of a picture along each side.
  private static let partsPerSide = 4

  /// Prepares resamples of a run's tracks.
  init(_ tracks: SizedTracks.Facts, seed: UInt64) {
    var corners: [Int: (low: SIMD2<Double>, high: SIMD2<Double>)] = [:]
    for track in tracks {
      let place = SIMD2(track.x_um, track.y_um)
      let (low, high) = corners[track.observation] ?? (place, place)
      corners[track.observation] = (pointwiseMin(low, place), pointwiseMax(high, place))
    }
    let sides = corners.count < Self.enoughPositions ? Self.partsPerSide : 1
    let groups = tracks.map { track in
      guard sides > 1, let (low, high) = corners[track.observation] else {
        return track.observation
      }
      let share = (SIMD2(track.x_um, track.y_um) - low) / (high - low)
      let (column, row) = (Self.part(share.x, of: sides), Self.part(share.y, of: sides))
      return (track.observation * sides + row) * sides + column
    }
    self.init(groups: groups, seed: seed)
  }

  /// Which of so many parts a share of the whole lies in; the first, if the whole has no length.
  private static func part(_ share: Double, of count: Int) -> Int {
    share.isFinite ? min(Int(share * Double(count)), count - 1) : 0
  }

  /// Prepares resamples of a run.
  ///
  /// - Parameters:
  ///   - groups: what each track belongs to; groups are drawn when there are three or more, else only tracks within them.
  ///   - seed: of the random numbers; the same seed gives the same resamples.
  init(groups: [Int], seed: UInt64) {
    trackCount = groups.count
    self.seed = seed
    var tracks: [Int: [Int32]] = [:]
    for (track, group) in groups.enumerated() { tracks[group, default: []].append(Int32(track)) }
    members = tracks.sorted { $0.key < $1.key }.map(\.value)
  }

  /// How often each track is drawn in a resample; each resample has random numbers of its own.
  ///
  /// - Parameter draw: number of the resample, >= 0.
  /// - Returns: counts in the order of the tracks.
  func drawn(in draw: Int) -> [UInt16] {
    var generator = SeededGenerator(seed: seed, stream: UInt64(draw))
    var drawn = [UInt16](repeating: 0, count: trackCount)
    for own in members {
      let tracks =
        members.count >= Self.enoughPositions
        ? members[Int.random(in: members.indices, using: &generator)] : own
      for _ in tracks { drawn[Int(tracks[Int.random(in: tracks.indices, using: &generator)])] += 1 }
    }
    return drawn
  }
}
