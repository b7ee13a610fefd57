import Foundation

/// Statistics of the raw estimates, one vote a track, as other programs print them.
enum PerTrackStatistics {
  /// Width of the kernel by which the mode is found, in ln d.
  private static let bandwidth = 0.05

  /// Statistics of at least one track.
  static func of(_ tracks: SizedTracks, grid: SizeGrid) -> SizeStatistics {
    of(tracks.facts.map(\.diameter_nm).sorted(), grid: grid)
  }

  /// Statistics of at least one diameter; rising, in nm.
  static func of(_ diameters: [Double], grid: SizeGrid) -> SizeStatistics {
    let moments = SampleMoments(diameters)
    func quantile(_ level: Double) -> Double { ResampledIntervals.percentile(diameters, level) }
    return SizeStatistics(
      mode_nm: mode(diameters, grid: grid), mean_nm: moments.mean,
      sd_nm: moments.deviation, d10_nm: quantile(0.1), d50_nm: quantile(0.5),
      d90_nm: quantile(0.9))
  }

  /// The top of a Gaussian kernel's density per nm; `diameters` rise.
  private static func mode(_ diameters: [Double], grid: SizeGrid) -> Double {
    let places = diameters.map { log($0) / bandwidth }
    var best = (density: -1.0, diameter: diameters[0])
    var first = 0
    for centre in grid.centres_nm {
      let place = log(centre) / bandwidth
      while first < places.count, places[first] <= place - 5 { first += 1 }
      var sum = 0.0
      for other in places[first...] {
        let z = other - place
        guard z < 5 else { break }
        sum += exp(-0.5 * z * z)
      }
      if sum / centre > best.density { best = (sum / centre, centre) }
    }
    return best.diameter
  }
}
