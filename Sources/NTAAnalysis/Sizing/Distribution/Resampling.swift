/// Bootstrap of a run: draws positions with replacement, then tracks within each drawn position.
///
/// With too few positions, blocks of the field of view replace them (block bootstrap: Hall, Stoch.
/// Proc. Appl. 20:231, 1985). Tracks are not independent: a particle that leaves the light sheet
/// and returns produces several tracks close to each other.
package struct Resampling: Sendable {
  private let trackCount: Int
  /// Track indices of each group.
  private let members: [[Int32]]
  private let seed: UInt64

  /// Smallest number of groups that are themselves drawn; fewer positions are split into blocks.
  private static let enoughPositions = 3
  /// Blocks along each side of the field of view.
  private static let partsPerSide = 4

  /// Prepares resamples, grouping tracks by position, or by block if there are fewer than three
  /// positions.
  package init(_ tracks: some Sequence<SizedTrack.Summary>, seed: UInt64) {
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

  /// Index of the block at a relative coordinate in [0, 1]; 0 if the extent is zero.
  private static func part(_ share: Double, of count: Int) -> Int {
    share.isFinite ? min(Int(share * Double(count)), count - 1) : 0
  }

  /// Prepares resamples of grouped tracks.
  ///
  /// - Parameters:
  ///   - groups: group of each track. With three or more groups, groups are drawn, then tracks
  ///     within each; with fewer, only tracks within each group.
  ///   - seed: seed of the random numbers; the same seed gives the same resamples.
  init(groups: [Int], seed: UInt64) {
    trackCount = groups.count
    self.seed = seed
    var tracks: [Int: [Int32]] = [:]
    for (track, group) in groups.enumerated() { tracks[group, default: []].append(Int32(track)) }
    members = tracks.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Number of times each track is drawn in a resample; each resample has its own random stream.
  ///
  /// - Parameter draw: index of the resample, >= 0.
  /// - Returns: counts in the order of the tracks.
  package func drawn(in draw: Int) -> [UInt16] {
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
