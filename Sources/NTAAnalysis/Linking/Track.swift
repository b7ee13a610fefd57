/// The track of one particle at one position.
public struct Track: Sendable, Equatable {
  /// Number of the particle within its position, from 1.
  public var particle: Int
  /// Points by increasing frame; frames may be missing in between.
  public var points: [TrackPoint]

  /// A track from its points.
  public init(particle: Int, points: [TrackPoint]) {
    self.particle = particle
    self.points = points
  }
}

/// One detection of a particle, in pixels.
///
/// The origin is the centre of the top-left pixel, x to the right, y down.
public struct TrackPoint: Sendable, Equatable, BitwiseCopyable {
  /// Frame index, from 0.
  public var frame: Int32
  /// Column.
  public var x: Float
  /// Row.
  public var y: Float
  /// Amplitude of the spot above the background, in grey levels.
  public var intensity: Float
  /// Localisation variance of x, and of y, reported by the fit, in px²; `nan` if unknown.
  public var variance: Float

  /// A point from its values.
  public init(frame: Int32, x: Float, y: Float, intensity: Float, variance: Float) {
    self.frame = frame
    self.x = x
    self.y = y
    self.intensity = intensity
    self.variance = variance
  }
}

/// All tracks of one position.
public struct PositionTracks: Sendable {
  /// Position, from 1.
  public var position: Int
  /// Time of each frame since the first, by frame index, in seconds.
  public var frameTimes_s: [Double]
  /// The tracks, by particle number.
  public var tracks: TrackList

  /// The tracks of a position.
  public init(position: Int, frameTimes_s: [Double], tracks: [Track]) {
    self.init(position: position, frameTimes_s: frameTimes_s, tracks: TrackList(tracks))
  }

  /// The tracks of a position.
  package init(position: Int, frameTimes_s: [Double], tracks: TrackList) {
    self.position = position
    self.frameTimes_s = frameTimes_s
    self.tracks = tracks
  }
}

extension Track {
  /// Tracks from their points, numbered from 1 by first frame, then row, then column.
  static func numbered(_ points: [[TrackPoint]]) -> [Track] {
    let ordered = points.filter { !$0.isEmpty }.sorted {
      ($0[0].frame, $0[0].y, $0[0].x) < ($1[0].frame, $1[0].y, $1[0].x)
    }
    return ordered.enumerated().map { Track(particle: $0.offset + 1, points: $0.element) }
  }
}
