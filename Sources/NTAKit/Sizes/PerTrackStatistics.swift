import Foundation

/// Statistics of the raw estimates, one vote a track, as other programs print them.
enum PerTrackStatistics {
  /// Width of the kernel by which the mode is found, in ln d.
  private static let bandwidth = 0.05

  /// Statistics of at least one track.
  static func of(_ tracks: [SizedTrack], grid: SizeGrid) -> SizeStatistics {
    of(tracks.map(\.diameter_nm).sorted(), grid: grid)
  }

  /// Statistics of at least one diameter; rising, in nm.
  static func of(_ diameters: [Double], grid: SizeGrid) -> SizeStatistics {
    let n = Double(diameters.count)
    let mean = diameters.reduce(0, +) / n
    let square = diameters.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    func quantile(_ level: Double) -> Double { ResampledIntervals.percentile(diameters, level) }
    return SizeStatistics(
      mode_nm: mode(diameters, grid: grid), mean_nm: mean,
      sd_nm: (square / max(n - 1, 1)).squareRoot(), d10_nm: quantile(0.1), d50_nm: quantile(0.5),
      d90_nm: quantile(0.9))
  }

  private static func mode(_ diameters: [Double], grid: SizeGrid) -> Double {
    var best = (density: -1.0, diameter: diameters[0])
    for centre in grid.centres_nm {
      let sum = diameters.reduce(0.0) {
        let z = log($1 / centre) / bandwidth
        return abs(z) < 5 ? $0 + exp(-0.5 * z * z) : $0
      }
      if sum / centre > best.density { best = (sum / centre, centre) }
    }
    return best.diameter
  }
}
