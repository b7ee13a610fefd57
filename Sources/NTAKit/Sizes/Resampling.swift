/// Draws runs again: positions with replacement, then the tracks of each.
enum Resampling {
  /// Calls `body` with the number of each resample and how often each track is drawn in it.
  ///
  /// - Parameters:
  ///   - groups: what each track belongs to; groups are drawn when there are three or more.
  ///   - count: number of resamples.
  ///   - seed: of the random numbers; the same seed gives the same resamples.
  ///   - body: called `count` times.
  static func forEachDraw(
    groups: [Int], count: Int, seed: UInt64, _ body: (Int, [Double]) -> Void
  ) {
    var generator = SeededGenerator(seed: seed)
    var members: [Int: [Int]] = [:]
    for (track, group) in groups.enumerated() { members[group, default: []].append(track) }
    let names = members.keys.sorted()
    var drawn = [Double](repeating: 0, count: groups.count)
    for draw in 0..<count {
      for track in drawn.indices { drawn[track] = 0 }
      for name in names {
        let source =
          names.count >= 3 ? names[Int.random(in: names.indices, using: &generator)] : name
        let tracks = members[source] ?? []
        for _ in tracks { drawn[tracks[Int.random(in: tracks.indices, using: &generator)]] += 1 }
      }
      body(draw, drawn)
    }
  }
}
