/// The tracks of a position, by particle number; those of long recordings are read from the disk as
/// they are gone through.
public struct TrackList: Sequence, Sendable {
  enum Storage: Sendable {
    case held([Track])
    case logged(TrackLog)
  }

  let storage: Storage
  /// Undoes what coding with loss has taken off heights; nil leaves them as they are.
  var response: AmplitudeResponse?

  /// Tracks that are held in memory.
  public init(_ tracks: [Track]) { storage = .held(tracks) }

  init(_ log: TrackLog) { storage = .logged(log) }

  /// Number of tracks.
  public var count: Int {
    switch storage {
    case .held(let tracks): tracks.count
    case .logged(let log): log.count
    }
  }

  /// Number of points of all tracks.
  var pointCount: Int {
    switch storage {
    case .held(let tracks): tracks.reduce(0) { $0 + $1.points.count }
    case .logged(let log): log.pointCount
    }
  }

  /// Goes through the tracks by particle number.
  public func makeIterator() -> Iterator { Iterator(self) }

  /// A place in the list that moves from its beginning to its end.
  public struct Iterator: IteratorProtocol {
    private let list: TrackList
    private var reader: TrackLog.Reader?
    private var index = 0

    fileprivate init(_ list: TrackList) {
      self.list = list
      if case .logged(let log) = list.storage { reader = log.reader() }
    }

    /// The next track.
    public mutating func next() -> Track? { nextPlaced()?.track }

    /// The next track, and where to find it again.
    mutating func nextPlaced() -> (track: Track, place: TrackPlace)? {
      switch list.storage {
      case .held(let tracks):
        guard index < tracks.count else { return nil }
        defer { index += 1 }
        return (list.corrected(tracks[index]), TrackPlace(start: index, count: 1, particle: 0))
      case .logged:
        return reader?.next().map { (list.corrected($0.track), $0.place) }
      }
    }
  }

  /// The track at a place of this list; nil where the disk fails.
  func track(at place: TrackPlace) -> Track? {
    switch storage {
    case .held(let tracks): corrected(tracks[place.start])
    case .logged(let log): log.track(at: place).map(corrected)
    }
  }

  /// What kept tracks from being read to the end, if anything did.
  var problem: SpillError? {
    switch storage {
    case .held: nil
    case .logged(let log): log.problem
    }
  }

  /// The track with heights as they were before coding with loss, on average.
  private func corrected(_ track: Track) -> Track {
    guard let response else { return track }
    var track = track
    for i in track.points.indices {
      track.points[i].intensity = Float(
        response.light(ofHeight: Double(track.points[i].intensity)))
    }
    return track
  }
}

/// Where a track lies in a ``TrackList``.
struct TrackPlace: Sendable {
  var start: Int
  var count: Int
  var particle: Int
}
