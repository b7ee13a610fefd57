import Foundation

/// How high the spots of particles of each size are in focus, with what resamples make of it.
struct InFocusIntensity: Sendable {
  private let grid: SizeGrid
  /// ln of the height in grey levels, by class of the grid.
  private let logHeights: [Double]
  private let resampled: [[Double]]
  /// Independent tracks of each class of the grid.
  private let tracks: [Double]

  /// Classes of fewer tracks tell too little.
  private static let fewestTracks = 30.0

  /// Keeps what was fitted.
  ///
  /// - Parameters:
  ///   - depth: brightness against size.
  ///   - resampled: ln(A / counted) of each class in each resample.
  ///   - evidence: what they were fitted to.
  ///   - counted: height from which spots are counted, grey levels, > 0.
  ///   - grid: the classes.
  init(
    _ depth: SizeDependentDepth, resampled: [[Double]], evidence: SizeDependentDepth.Evidence,
    counted: Double, grid: SizeGrid
  ) {
    self.grid = grid
    logHeights = depth.contrast.map { $0 + log(counted) }
    self.resampled = resampled.map { contrast in contrast.map { $0 + log(counted) } }
    let perWeight = evidence.effectiveTracks / max(evidence.weights.reduce(0, +), 1e-12)
    tracks = evidence.weights.map { $0 * perWeight }
  }

  /// How high the spots of particles of a size are.
  ///
  /// - Parameter diameter_nm: > 0; held at the ends of the grid.
  /// - Returns: ln of the height in grey levels, and its standard error.
  func logHeight(diameter_nm: Double) -> (value: Double, error: Double) {
    let j = grid.centres_nm.firstIndex { $0 >= diameter_nm } ?? grid.count - 1
    let place = (log(diameter_nm / grid.centres_nm[j])) / grid.spacing
    func read(_ logs: [Double]) -> Double {
      j > 0 ? logs[j] + max(place, -1) * (logs[j] - logs[j - 1]) : logs[j]
    }
    let own = read(logHeights)
    guard resampled.count > 1 else { return (own, 0) }
    let squares = resampled.reduce(0) { sum, logs in
      sum + (read(logs) - own) * (read(logs) - own)
    }
    return (own, (squares / Double(resampled.count)).squareRoot())
  }

  /// What the particles of each class are made of, told by their brightness beside that of beads.
  ///
  /// - Parameters:
  ///   - beads: the beads, under the same camera and light.
  ///   - wavelength_nm: of the laser in vacuum.
  /// - Returns: classes by rising diameter; those of few tracks are left out.
  func material(beside beads: BeadBrightness, wavelength_nm: Double) -> [ClassMaterial] {
    let scale = EffectiveIndex(
      beadDiameter_nm: beads.diameter_nm, beadIndex: beads.refractiveIndex,
      wavelength_nm: wavelength_nm)
    guard let scale else { return [] }
    return classes().compactMap { range, mean_nm, tracks in
      let (own, error) = logHeight(diameter_nm: mean_nm)
      let brightness = exp(own - log(beads.height))
      guard let index = scale.index(diameter_nm: mean_nm, brightness: brightness) else {
        return nil
      }
      let all = (error * error + beads.relativeError * beads.relativeError).squareRoot()
      // Light goes nearly with the square of the difference of the indices.
      let excess = index - EffectiveIndex.mediumIndex
      let (low, high) = (excess * exp(-0.98 * all), excess * exp(0.98 * all))
      return ClassMaterial(
        diameter_nm: range, mean_nm: mean_nm, brightness: brightness, refractiveIndex: index,
        interval95: EffectiveIndex.mediumIndex + low...EffectiveIndex.mediumIndex + high,
        tracks: tracks)
    }
  }

  /// Classes that hold enough tracks, their mean diameters (of the logarithm), and how many they hold.
  private func classes() -> [(range: Range<Double>, mean_nm: Double, tracks: Double)] {
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
