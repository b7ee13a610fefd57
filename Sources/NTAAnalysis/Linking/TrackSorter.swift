/// Collects tracks in the order in which they end.
///
/// It numbers them by first frame, then row, then column, as ``Track/numbered(_:)`` does in memory.
/// Its input comes from ``Linker``; its output is a ``TrackList``.
package struct TrackSorter: Sendable {
  /// A complete track: its first point and its location in `points`.
  private struct Entry {
    var frame: Int32
    var y: Float
    var x: Float
    /// Number of points; if negative, minus the number (from 1) of the element of `segments` that
    /// locates a track stored in several segments.
    var count: Int32
    var start: Int
  }

  private var points: SpillableArray<TrackPoint>
  private var entries: [Entry] = []
  /// Ranges in `points` of the tracks that were added in several segments.
  private var segments: [[Range<Int>]] = []
  /// First point and ranges of the unfinished tracks that were added in segments, by serial number.
  private var open: [Int: (first: TrackPoint, ranges: [Range<Int>])] = [:]

  /// A sorter that keeps its points in `store`; nil keeps them in memory.
  package init(in store: (any SpillStore)?) { points = SpillableArray(in: store) }

  /// Adds a segment of a track that continues.
  package mutating func add(segment: Linker.TrackSegment) {
    guard let first = segment.points.first else { return }
    open[segment.serial, default: (first, [])].ranges.append(log(segment.points))
  }

  /// Adds a track that has ended, or its last segment.
  package mutating func add(_ track: Linker.TrackSegment) {
    let begun = open.removeValue(forKey: track.serial)
    guard let first = begun?.first ?? track.points.first else { return }
    let range = log(track.points)
    var entry = Entry(
      frame: first.frame, y: first.y, x: first.x, count: Int32(range.count),
      start: range.lowerBound)
    if let begun {
      segments.append(begun.ranges + [range])
      entry.count = Int32(-segments.count)
    }
    entries.append(entry)
  }

  private mutating func log(_ new: [TrackPoint]) -> Range<Int> {
    let start = points.count
    points.append(contentsOf: new)
    return start..<points.count
  }

  /// The tracks by number, written to `store`; nil keeps them in memory.
  package consuming func numbered(in store: (any SpillStore)?) -> TrackList {
    entries.sort { ($0.frame, $0.y, $0.x, $0.start) < ($1.frame, $1.y, $1.x, $1.start) }
    var list = TrackList(in: store)
    for (number, entry) in entries.enumerated() {
      let ranges =
        entry.count < 0
        ? segments[Int(-entry.count) - 1] : [entry.start..<entry.start + Int(entry.count)]
      for range in ranges {
        guard let read = points.read(range) else { break }
        list.append(points: read)
      }
      list.endTrack(particle: number + 1, length: ranges.reduce(0) { $0 + $1.count })
    }
    list.seal()
    return list
  }
}
