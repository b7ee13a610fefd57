/// Takes tracks in the order in which they end, and numbers them by first frame, then row, then
/// column, as ``Track/numbered(_:)`` does with those in memory.
struct TrackSorter: Sendable {
  /// A whole track: where it begins in the field of view, and in the log.
  private struct Entry {
    var frame: Int32
    var y: Float
    var x: Float
    /// Points in the log, or, if negative, number of a track that lies there in parts.
    var count: Int32
    var start: Int
  }

  private var points: SpillableArray<TrackPoint>
  private var entries: [Entry] = []
  /// Where the parts of tracks lie that came in parts.
  private var parts: [[Range<Int>]] = []
  /// Those of tracks that go on, by their serial number.
  private var open: [Int: (first: TrackPoint, ranges: [Range<Int>])] = [:]

  /// A sorter that keeps in `file` what it has taken.
  init(in file: SpillFile) { points = SpillableArray(in: file) }

  /// Takes a part of a track that goes on.
  mutating func add(part: Linker.Piece) {
    guard let first = part.points.first else { return }
    open[part.serial, default: (first, [])].ranges.append(log(part.points))
  }

  /// Takes a track that has ended, or the rest of one.
  mutating func add(_ track: Linker.Piece) {
    let begun = open.removeValue(forKey: track.serial)
    guard let first = begun?.first ?? track.points.first else { return }
    let range = log(track.points)
    var entry = Entry(
      frame: first.frame, y: first.y, x: first.x, count: Int32(range.count),
      start: range.lowerBound)
    if let begun {
      parts.append(begun.ranges + [range])
      entry.count = Int32(-parts.count)
    }
    entries.append(entry)
  }

  private mutating func log(_ new: [TrackPoint]) -> Range<Int> {
    let start = points.count
    points.append(contentsOf: new)
    return start..<points.count
  }

  /// The tracks by number, written to `file`.
  consuming func numbered(in file: SpillFile) -> TrackLog {
    entries.sort { ($0.frame, $0.y, $0.x, $0.start) < ($1.frame, $1.y, $1.x, $1.start) }
    var log = TrackLog(in: file)
    for entry in entries {
      let ranges =
        entry.count < 0
        ? parts[Int(-entry.count) - 1] : [entry.start..<entry.start + Int(entry.count)]
      for range in ranges {
        guard let part = points.read(range) else { break }
        log.append(part)
      }
      log.endTrack(length: ranges.reduce(0) { $0 + $1.count })
    }
    log.seal()
    return log
  }
}
