/// Finds flickering dirt: many short tracks at one site, each too short for ``ImmobilityTest``.
///
/// Tracks of little spread at the same site are joined into one track with gaps; if that one is
/// immobile, all of them are. Particles that pass the same place do not stay within a few
/// localisation errors of it, so they do not form a site.
package struct ImmobileSites: Sendable {
  /// Largest spread of a track at a site, and half-width of the site, in localisation errors.
  private static let spread = 3.5
  /// Minimum number of detections at a site.
  private static let fewestSightings = 8

  /// Particle numbers of the tracks that belong to immobile sites.
  package static func particles(_ trajectories: Trajectories, mobility: inout ImmobilityTest)
    -> Set<Int>
  {
    var calm: [Site] = []
    var iterator = trajectories.makeIterator()
    while let (track, place) = iterator.nextPlaced() {
      if let site = Site(track, place: place) { calm.append(site) }
    }
    calm.sort { ($0.x_um, $0.particle) < ($1.x_um, $1.particle) }
    var taken = [Bool](repeating: false, count: calm.count)
    var immobile: Set<Int> = []
    for i in calm.indices where !taken[i] {
      var members = [i]
      for k in calm.indices[(i + 1)...] {
        guard calm[k].x_um - calm[i].x_um <= calm[i].reach_um else { break }
        if !taken[k], abs(calm[k].y_um - calm[i].y_um) <= calm[i].reach_um { members.append(k) }
      }
      guard members.count >= 2 else { continue }
      for k in members { taken[k] = true }
      let joined = Trajectory.joined(
        members.compactMap { trajectories.trajectory(at: calm[$0].place) })
      if joined.count >= fewestSightings, !mobility.isMobile(joined) {
        for k in members { immobile.insert(calm[k].particle) }
      }
    }
    return immobile
  }

  /// A track whose spread is within a few localisation errors.
  private struct Site {
    var particle: Int
    var place: TrackPlace
    var x_um: Double
    var y_um: Double
    var reach_um: Double

    init?(_ track: Trajectory, place: TrackPlace) {
      let n = Double(track.count)
      let x = track.x_um.reduce(0, +) / n
      let y = track.y_um.reduce(0, +) / n
      let square =
        track.x_um.reduce(0) { $0 + ($1 - x) * ($1 - x) }
        + track.y_um.reduce(0) { $0 + ($1 - y) * ($1 - y) }
      let error = (track.variance_um2.reduce(0, +) / n).squareRoot()
      guard square / (2 * n) <= ImmobileSites.spread * ImmobileSites.spread * error * error else {
        return nil
      }
      (particle, self.place) = (track.particle, place)
      (x_um, y_um, reach_um) = (x, y, ImmobileSites.spread * error)
    }
  }
}

extension Trajectory {
  /// Joins tracks in order of time; of several points in the same frame the first is kept.
  static func joined(_ tracks: [Trajectory]) -> Trajectory {
    var all = Trajectory(
      particle: 0, frames: [], times_s: [], x_um: [], y_um: [], variance_um2: [], intensity: [])
    for track in tracks.sorted(by: { $0.frames[0] < $1.frames[0] }) {
      for i in 0..<track.count where track.frames[i] > all.frames.last ?? -1 {
        all.frames.append(track.frames[i])
        all.times_s.append(track.times_s[i])
        all.x_um.append(track.x_um[i])
        all.y_um.append(track.y_um[i])
        all.variance_um2.append(track.variance_um2[i])
        all.intensity.append(track.intensity[i])
      }
    }
    return all
  }
}
