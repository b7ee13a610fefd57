import Foundation

/// Statistics of the single-track diameters, one value per track, as other NTA programs report
/// them.
///
/// They are neither weighted nor deconvolved, so they include the scatter of the estimates.
package enum PerTrackStatistics {
  /// Bandwidth of the kernel density estimate for the mode, in ln d.
  private static let bandwidth = 0.05

  /// Statistics of the tracks' diameters; there must be at least one track.
  package static func of(_ tracks: SizedTracks, grid: SizeGrid) -> SizeStatistics {
    of(tracks.summaries.map(\.diameter_nm).sorted(), grid: grid)
  }

  /// Statistics of diameters in nm, in ascending order; there must be at least one.
  package static func of(_ diameters: [Double], grid: SizeGrid) -> SizeStatistics {
    let moments = SampleMoments(diameters)
    func quantile(_ level: Double) -> Double { ResampledIntervals.percentile(diameters, level) }
    return SizeStatistics(
      mode_nm: mode(diameters, grid: grid), mean_nm: moments.mean,
      sd_nm: moments.deviation, d10_nm: quantile(0.1), d50_nm: quantile(0.5),
      d90_nm: quantile(0.9))
  }

  /// Mode of a Gaussian kernel density estimate per nm; `diameters` are in ascending order.
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
