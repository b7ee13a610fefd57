/// Trajectories of a position, in physical units and with the drift removed.
///
/// They are computed anew in each iteration; tracks of a single point are left out.
package struct Trajectories: Sequence, Sendable {
  private let tracks: PositionTracks
  private let drift: Drift
  private let pixelSize_um: Double
  /// Flow that differs from place to place.
  private let flow: VelocityField?
  /// True number of each frame, where frames are missing from the recording without a gap.
  private let frameNumbers: FrameNumbers?
  /// Whether the tracks state their localisation variances.
  private let statesVariances: Bool

  /// Localisation variance, µm², that stands for an unknown one until it is measured: an error of
  /// 30 nm, so that the test for immobile objects has a usual one to begin with.
  private static let provisionalVariance_um2 = 9e-4

  package init(
    _ tracks: PositionTracks, drift: Drift, flow: VelocityField? = nil, pixelSize_um: Double,
    frameNumbers: FrameNumbers? = nil, statesVariances: Bool = true
  ) {
    (self.tracks, self.drift, self.flow, self.pixelSize_um) = (tracks, drift, flow, pixelSize_um)
    self.frameNumbers = frameNumbers
    self.statesVariances = statesVariances
  }

  package func makeIterator() -> Iterator { Iterator(of: self) }

  /// The trajectory of the track at a place; nil if the track cannot be read.
  func trajectory(at place: TrackPlace) -> Trajectory? {
    tracks.tracks.track(at: place).map(trajectory)
  }

  private func trajectory(of track: Track) -> Trajectory {
    var result = drift.trajectory(
      of: track, frameTimes_s: frameNumbers?.times_s ?? tracks.frameTimes_s,
      pixelSize_um: pixelSize_um, flow: flow)
    if let frameNumbers {
      result.frames = result.frames.map { frameNumbers.numbers[Int($0)] }
    }
    if !statesVariances {
      result.statesVariances = false
      result.variance_um2 = result.variance_um2.map { _ in Self.provisionalVariance_um2 }
    }
    return result
  }

  package struct Iterator: IteratorProtocol {
    private let all: Trajectories
    private var tracks: TrackList.Iterator

    fileprivate init(of all: Trajectories) {
      self.all = all
      tracks = all.tracks.tracks.makeIterator()
    }

    package mutating func next() -> Trajectory? { nextPlaced()?.trajectory }

    /// The next trajectory, and the place of its track.
    mutating func nextPlaced() -> (trajectory: Trajectory, place: TrackPlace)? {
      while let (track, place) = tracks.nextPlaced() {
        if track.points.count >= 2 { return (all.trajectory(of: track), place) }
      }
      return nil
    }
  }
}
