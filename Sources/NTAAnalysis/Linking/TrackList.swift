import Algorithms

/// The tracks of a position, ordered by particle number.
///
/// Points are stored track by track; those of a long recording are in a `SpillStore` and are read
/// when the list is iterated.
public struct TrackList: Sequence, Sendable {
  private struct Head: BitwiseCopyable, Sendable {
    var particle: Int
    var length: Int
  }

  private var points: SpillableArray<TrackPoint>
  private var heads: SpillableArray<Head>

  /// Tracks held in memory, in the given order.
  public init(_ tracks: some Sequence<Track>) {
    self.init(in: nil)
    for track in tracks { append(track) }
    seal()
  }

  /// An empty list that keeps its tracks in `store`; nil keeps them in memory.
  package init(in store: (any SpillStore)?) {
    points = SpillableArray(in: store)
    heads = SpillableArray(in: store)
  }

  /// Number of tracks.
  public var count: Int { heads.count }

  /// Number of points of all tracks.
  package var pointCount: Int { points.count }

  /// Whether most points state a localisation variance.
  ///
  /// Tables of other programs have none, or a few where the tracker could not determine more.
  package var statesVariances: Bool {
    var stated = 0
    for track in self { stated += track.points.count { $0.variance.isFinite } }
    return 2 * stated > pointCount
  }

  /// The failure of the store to write or read, if any.
  package var failure: SpillFailure? { points.failure }

  /// Appends a whole track.
  package mutating func append(_ track: Track) {
    append(points: track.points)
    endTrack(particle: track.particle, length: track.points.count)
  }

  /// Appends a part of the next track; ``endTrack(particle:length:)`` ends it.
  mutating func append(points part: [TrackPoint]) { points.append(contentsOf: part) }

  /// Ends the track whose `length` points were appended last.
  mutating func endTrack(particle: Int, length: Int) {
    heads.append(Head(particle: particle, length: length))
  }

  /// Ends the writing.
  package mutating func seal() {
    points.seal()
    heads.seal()
  }

  /// The same tracks with each intensity replaced, kept in `store`.
  ///
  /// - Parameters:
  ///   - store: where the new list goes; nil keeps it in memory.
  ///   - transform: gives the new intensity for an old one, both in grey levels.
  /// - Returns: the new list.
  package func mappingIntensity(
    in store: (any SpillStore)?, _ transform: (Float) -> Float
  ) -> TrackList {
    var result = TrackList(in: store)
    for var track in self {
      for i in track.points.indices {
        track.points[i].intensity = transform(track.points[i].intensity)
      }
      result.append(track)
    }
    result.seal()
    return result
  }

  /// The same tracks, each ended at certain frames and begun anew after them.
  ///
  /// - Parameters:
  ///   - frames: indices of the frames after which tracks end.
  ///   - store: where the new list goes; nil keeps it in memory.
  /// - Returns: the new list; parts after the first have new numbers, behind those of all tracks.
  package func splitting(after frames: Set<Int>, in store: (any SpillStore)?) -> TrackList {
    var result = TrackList(in: store)
    var later = TrackList(in: store)
    var last = 0
    for track in self {
      last = Swift.max(last, track.particle)
      let parts = track.points.chunked { first, second in
        !(Int(first.frame)..<Int(second.frame)).contains(where: frames.contains)
      }
      for (number, part) in parts.enumerated() {
        let piece = Track(particle: track.particle, points: Array(part))
        if number == 0 { result.append(piece) } else { later.append(piece) }
      }
    }
    later.seal()
    for (offset, var track) in later.enumerated() {
      track.particle = last + 1 + offset
      result.append(track)
    }
    result.seal()
    return result
  }

  /// Iterates over the tracks by particle number.
  public func makeIterator() -> Iterator { Iterator(self) }

  /// Reads the tracks of a list in order.
  public struct Iterator: IteratorProtocol {
    private var points: SpillableArray<TrackPoint>.Reader
    private var heads: SpillableArray<Head>.Reader
    private var start = 0

    fileprivate init(_ list: TrackList) {
      points = list.points.reader()
      heads = list.heads.reader()
    }

    /// The next track; nil at the end, or if the store fails.
    public mutating func next() -> Track? { nextPlaced()?.track }

    /// The next track and its place.
    mutating func nextPlaced() -> (track: Track, place: TrackPlace)? {
      guard let head = heads.take(), let own = points.take(head.length) else { return nil }
      defer { start += head.length }
      return (
        Track(particle: head.particle, points: own),
        TrackPlace(start: start, count: head.length, particle: head.particle)
      )
    }
  }

  /// The track at a place of this list; nil if the store fails.
  func track(at place: TrackPlace) -> Track? {
    points.read(place.start..<place.start + place.count).map {
      Track(particle: place.particle, points: $0)
    }
  }
}

/// Place of a track in a ``TrackList``.
struct TrackPlace: Sendable {
  var start: Int
  var count: Int
  var particle: Int
}
