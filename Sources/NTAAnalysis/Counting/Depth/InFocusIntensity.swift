import Foundation

/// In-focus spot amplitude as a function of particle size, with its bootstrap resamples.
package struct InFocusIntensity: Sendable {
  private let grid: SizeGrid
  /// ln of the amplitude in grey levels, for each bin of the grid.
  private let logAmplitudes: [Double]
  private let resampled: [[Double]]
  /// Effective number of independent tracks in each bin of the grid.
  private let tracks: [Double]

  /// Diameter bins with fewer tracks are omitted.
  private static let fewestTracks = 30.0

  /// Converts fitted contrasts to amplitudes.
  ///
  /// - Parameters:
  ///   - depth: brightness as a function of size.
  ///   - resampled: ln(A / threshold) of each bin in each resample.
  ///   - evidence: the data the contrasts were fitted to.
  ///   - countingThreshold: counting threshold, grey levels, > 0.
  ///   - grid: the size bins.
  init(
    _ depth: SizeDependentDepth, resampled: [[Double]], evidence: SizeDependentDepth.Evidence,
    countingThreshold: Double, grid: SizeGrid
  ) {
    self.grid = grid
    logAmplitudes = depth.contrast.map { $0 + log(countingThreshold) }
    self.resampled = resampled.map { contrast in contrast.map { $0 + log(countingThreshold) } }
    let perWeight = evidence.effectiveTracks / max(evidence.weights.reduce(0, +), 1e-12)
    tracks = evidence.weights.map { $0 * perWeight }
  }

  /// In-focus amplitude of particles of a given size.
  ///
  /// - Parameter diameter_nm: > 0; clamped to the lower end of the grid, and extrapolated linearly
  ///   in ln d beyond the upper end.
  /// - Returns: ln of the amplitude in grey levels, and its standard error.
  package func logAmplitude(diameter_nm: Double) -> (value: Double, error: Double) {
    let j = grid.centres_nm.firstIndex { $0 >= diameter_nm } ?? grid.count - 1
    let place = (log(diameter_nm / grid.centres_nm[j])) / grid.spacing
    func read(_ logs: [Double]) -> Double {
      j > 0 ? logs[j] + max(place, -1) * (logs[j] - logs[j - 1]) : logs[j]
    }
    let own = read(logAmplitudes)
    guard resampled.count > 1 else { return (own, 0) }
    let squares = resampled.reduce(0) { sum, logs in
      sum + (read(logs) - own) * (read(logs) - own)
    }
    return (own, (squares / Double(resampled.count)).squareRoot())
  }

  /// Effective refractive index of the particles in each diameter bin, from their amplitude
  /// relative to beads (``EffectiveIndex``).
  ///
  /// - Parameters:
  ///   - beads: the beads, with the same camera and illumination.
  ///   - wavelength_nm: laser wavelength in vacuum.
  /// - Returns: bins in ascending order of diameter; those with few tracks are omitted.
  package func material(beside beads: BeadBrightness, wavelength_nm: Double) -> [BinMaterial] {
    let scale = EffectiveIndex(
      beadDiameter_nm: beads.diameter_nm, beadIndex: beads.refractiveIndex,
      wavelength_nm: wavelength_nm)
    guard let scale else { return [] }
    return bins().compactMap { range, mean_nm, tracks in
      let (own, error) = logAmplitude(diameter_nm: mean_nm)
      let brightness = exp(own - log(beads.amplitude))
      guard let index = scale.index(diameter_nm: mean_nm, brightness: brightness) else {
        return nil
      }
      let all = (error * error + beads.relativeError * beads.relativeError).squareRoot()
      // Scattered light is nearly proportional to the square of the index difference, so its
      // relative error is halved: 0.98 = 1.96 / 2.
      let excess = index - EffectiveIndex.mediumIndex
      let (low, high) = (excess * exp(-0.98 * all), excess * exp(0.98 * all))
      return BinMaterial(
        diameter_nm: range, mean_nm: mean_nm, brightness: brightness, refractiveIndex: index,
        interval95: EffectiveIndex.mediumIndex + low...EffectiveIndex.mediumIndex + high,
        tracks: tracks)
    }
  }

  /// Diameter bins with enough tracks, their geometric mean diameters, and their numbers of tracks.
  private func bins() -> [(range: Range<Double>, mean_nm: Double, tracks: Double)] {
    var sums: [Int: (tracks: Double, logs: Double)] = [:]
    for (centre, tracks) in zip(grid.centres_nm, tracks) where tracks > 0 {
      let place = LogBins.diameter.index(of: centre)
      sums[place, default: (0, 0)].tracks += tracks
      sums[place]?.logs += tracks * log(centre)
    }
    return sums.filter { $0.value.tracks >= Self.fewestTracks }.sorted { $0.key < $1.key }.map {
      place, sum in
      (LogBins.diameter.range(place), exp(sum.logs / sum.tracks), sum.tracks)
    }
  }
}
