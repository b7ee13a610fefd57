/// Draws runs again: positions with replacement, then the tracks of each.
enum Resampling {
  /// How often each track is drawn, for `count` resamples.
  ///
  /// - Parameters:
  ///   - groups: what each track belongs to; groups are drawn when there are three or more.
  ///   - count: number of resamples.
  ///   - seed: of the random numbers; the same seed gives the same resamples.
  /// - Returns: one array of counts a resample.
  static func draws(groups: [Int], count: Int, seed: UInt64) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    var members: [Int: [Int]] = [:]
    for (track, group) in groups.enumerated() { members[group, default: []].append(track) }
    let names = members.keys.sorted()
    return (0..<count).map { _ in
      var drawn = [Double](repeating: 0, count: groups.count)
      for name in names {
        let source =
          names.count >= 3 ? names[Int.random(in: names.indices, using: &generator)] : name
        let tracks = members[source] ?? []
        for _ in tracks { drawn[tracks[Int.random(in: tracks.indices, using: &generator)]] += 1 }
      }
      return drawn
    }
  }
}
