extension Drift {
  /// Estimates the drift of one field of view from all its tracks.
  ///
  /// The estimate needs some hundreds of displacements per half second; with fewer, it is averaged
  /// over a longer time.
  ///
  /// - Parameters:
  ///   - tracks: the tracks; those of a single point are ignored.
  ///   - interval_s: time between images, > 0 s.
  /// - Throws: ``AnalysisError`` if the interval is out of range, or the frames of a track do not
  ///   ascend from 0.
  /// - Complexity: O(*n* log *n*) in the number of points.
  public init(of tracks: [Track], interval_s: Double) throws(AnalysisError) {
    try AnalysisError.requirePositive(interval_s, "interval_s")
    for track in tracks { try track.requireAscendingFrames(below: .max) }
    let last = tracks.lazy.compactMap { $0.points.last?.frame }.max() ?? -1
    self.init(of: tracks, frameCount: Int(last) + 1, interval_s: interval_s)
  }

  /// The tracks without the drift, in micrometres and seconds.
  ///
  /// Each track keeps its first position. Subtracting a mean to which a particle contributed removes
  /// part of its own motion; its displacements are scaled up to compensate.
  ///
  /// - Parameters:
  ///   - tracks: tracks of the field of view whose drift this is.
  ///   - interval_s: time between images, > 0 s.
  ///   - pixelSize_um: edge of a pixel in the sample, > 0 µm.
  /// - Returns: one trajectory per track of two points or more. An unknown localisation variance, or
  ///   one outside (1e-6, 1) px², is taken as 0.01 px².
  /// - Throws: ``AnalysisError`` if a number is out of range, or a track has frames beyond those from
  ///   which the drift was estimated.
  public func subtracted(
    from tracks: [Track], interval_s: Double, pixelSize_um: Double
  ) throws(AnalysisError) -> [Trajectory] {
    try AnalysisError.requirePositive(interval_s, "interval_s")
    try AnalysisError.requirePositive(pixelSize_um, "pixelSize_um")
    for track in tracks { try track.requireAscendingFrames(below: step_px.count + 1) }
    let times = (0..<step_px.count + 1).map { Double($0) * interval_s }
    return tracks.filter { $0.points.count >= 2 }
      .map { trajectory(of: $0, frameTimes_s: times, pixelSize_um: pixelSize_um) }
  }
}

extension Track {
  /// Throws unless the frames ascend and lie in `0..<end`.
  func requireAscendingFrames(below end: Int) throws(AnalysisError) {
    var next = 0
    for point in points {
      guard Int(point.frame) >= next, Int(point.frame) < end else {
        throw .framesOutOfOrder(particle: particle)
      }
      next = Int(point.frame) + 1
    }
  }
}
