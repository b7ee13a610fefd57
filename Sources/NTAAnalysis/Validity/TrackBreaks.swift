import Foundation

/// The places where nearly all tracks of a recording end at once, and others begin.
///
/// Particles leave the field of view one by one. Where all are replaced from one frame to the next, the
/// recording was paused, or goes on somewhere else: a video of several positions of the cell.
package struct TrackBreaks: Sendable {
  /// Shorter tracks are noise as a rule.
  private static let fewestPoints = 4
  /// Log-likelihood by which chance must be excluded (odds of 1 to 500 million).
  private static let evidence = 20.0
  /// Largest share of the usual number of tracks that may go on, by wrong links.
  private static let goOn = 0.5

  /// Tracks that begin and end in each frame.
  private var begins: [Int32]
  private var ends: [Int32]

  /// A recording of so many frames, without tracks yet.
  package init(frames: Int) {
    begins = Array(repeating: 0, count: max(frames, 0))
    ends = begins
  }

  /// Adds a track.
  package mutating func add(_ track: Track) {
    guard track.points.count >= Self.fewestPoints, let first = track.points.first,
      let last = track.points.last, begins.indices.contains(Int(first.frame)),
      ends.indices.contains(Int(last.frame))
    else { return }
    begins[Int(first.frame)] += 1
    ends[Int(last.frame)] += 1
  }

  /// Indices of the frames with which nearly all tracks end, while as many begin in the next one.
  package var frames: [Int] {
    guard begins.count > 1 else { return [] }
    var alive: Int32 = 0
    var places: [(frame: Int, alive: Double, ended: Double)] = []
    for frame in 0..<begins.count - 1 {
      alive += begins[frame]
      if alive > 0 { places.append((frame, Double(alive), Double(ends[frame]))) }
      alive -= ends[frame]
    }
    let usual = median(of: places.map { $0.ended / $0.alive })
    let continuing = min(1 - usual, 0.98)
    guard continuing > 0 else { return [] }
    return places.filter { place in
      let share = 1 - place.ended / place.alive
      return share < Self.goOn * continuing && 2 * Double(begins[place.frame + 1]) > place.ended
        && place.alive * Self.divergence(share, from: continuing) > Self.evidence
    }.map(\.frame)
  }

  /// Kullback-Leibler divergence of two chances; with it, Chernoff's bound on a binomial tail.
  private static func divergence(_ share: Double, from chance: Double) -> Double {
    func term(_ a: Double, _ b: Double) -> Double { a > 0 ? a * log(a / b) : 0 }
    return term(share, chance) + term(1 - share, 1 - chance)
  }
}
