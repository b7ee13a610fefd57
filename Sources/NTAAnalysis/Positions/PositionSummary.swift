/// What the sized tracks of one position say about it.
package struct PositionSummary: Sendable, Equatable {
  /// Tracks that were sized.
  package var tracks: Int
  /// Mean number of sized particles per frame.
  package var particlesPerFrame: Double
  /// Median of the per-track diameters; nil without tracks.
  package var d50_nm: Double?
  /// Standard error of the median as a share of it; 1 without tracks.
  package var d50RelativeError: Double
  /// Mean intensity of the detections, grey levels; nil without tracks or intensities.
  package var meanIntensity: Double?

  package init(
    tracks: Int, particlesPerFrame: Double, d50_nm: Double?, d50RelativeError: Double,
    meanIntensity: Double?
  ) {
    self.tracks = tracks
    self.particlesPerFrame = particlesPerFrame
    self.d50_nm = d50_nm
    self.d50RelativeError = d50RelativeError
    self.meanIntensity = meanIntensity
  }

  /// Summarises a position.
  ///
  /// - Parameters:
  ///   - sized: the sized tracks of the position.
  ///   - frames: frames that were analysed, >= 0.
  /// - Returns: counts per frame and medians over tracks.
  package static func of(_ sized: SizedTracks, frames: Int) -> PositionSummary {
    var diameters: [Double] = []
    var detections = 0
    var intensity = 0.0
    for track in sized.summaries {
      diameters.append(track.diameter_nm)
      detections += track.frames
      intensity += track.intensity * Double(track.frames)
    }
    let middle = median(of: diameters)
    // A median's standard error is 1.25 standard deviations over the root of the count.
    let spread = 1.4826 * median(of: diameters.map { abs($0 - middle) })
    let count = Double(max(diameters.count, 1))
    return PositionSummary(
      tracks: diameters.count,
      particlesPerFrame: Double(detections) / Double(max(frames, 1)),
      d50_nm: diameters.isEmpty ? nil : middle,
      d50RelativeError: middle > 0 ? 1.25 * spread / middle / count.squareRoot() : 1,
      meanIntensity: diameters.isEmpty || !intensity.isFinite
        ? nil : intensity / Double(detections))
  }
}
