/// Draws runs again: positions with replacement, then the tracks of each.
struct Resampling: Sendable {
  private let trackCount: Int
  /// Tracks of each group.
  private let members: [[Int32]]
  private let seed: UInt64

  /// Prepares resamples of a run.
  ///
  /// - Parameters:
  ///   - groups: what each track belongs to; groups are drawn when there are three or more.
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
        members.count >= 3
        ? members[Int.random(in: members.indices, using: &generator)] : own
      for _ in tracks { drawn[Int(tracks[Int.random(in: tracks.indices, using: &generator)])] += 1 }
    }
    return drawn
  }
}
