/// The tracks of a position, numbered, one after the other.
struct TrackLog: Sendable {
  private var points: SpillableArray<TrackPoint>
  private var lengths: SpillableArray<Int32>

  /// An empty log in `file`.
  init(in file: SpillFile) {
    points = SpillableArray(in: file)
    lengths = SpillableArray(in: file)
  }

  /// What went wrong with the file, if anything did.
  var problem: SpillError? { points.problem }

  /// Number of tracks.
  var count: Int { lengths.count }

  /// Number of points of all tracks.
  var pointCount: Int { points.count }

  /// Adds parts of the next track, in order; ``endTrack(length:)`` ends it.
  mutating func append(_ part: [TrackPoint]) { points.append(contentsOf: part) }

  mutating func endTrack(length: Int) { lengths.append(Int32(length)) }

  /// Ends the writing.
  mutating func seal() {
    points.seal()
    lengths.seal()
  }

  func track(at place: TrackPlace) -> Track? {
    points.read(place.start..<place.start + place.count).map {
      Track(particle: place.particle, points: $0)
    }
  }

  func reader() -> Reader { Reader(points: points.reader(), lengths: lengths.reader()) }

  /// Reads the tracks in order.
  struct Reader {
    fileprivate var points: SpillableArray<TrackPoint>.Reader
    fileprivate var lengths: SpillableArray<Int32>.Reader
    private var particle = 0
    private var start = 0

    fileprivate init(
      points: SpillableArray<TrackPoint>.Reader, lengths: SpillableArray<Int32>.Reader
    ) {
      (self.points, self.lengths) = (points, lengths)
    }

    /// The next track; nil at the end, or where the disk fails.
    mutating func next() -> (track: Track, place: TrackPlace)? {
      guard let length = lengths.take().map(Int.init), let own = points.take(length) else {
        return nil
      }
      particle += 1
      defer { start += length }
      return (
        Track(particle: particle, points: own),
        TrackPlace(start: start, count: length, particle: particle)
      )
    }
  }
}
