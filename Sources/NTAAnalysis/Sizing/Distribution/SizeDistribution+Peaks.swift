import Foundation

extension SizeDistribution {
  /// Two maxima are separate peaks if the valley is at most this fraction of the lower maximum.
  private static let valleyDepth = 0.85
  /// Peaks with a smaller fraction of all particles are not listed.
  private static let smallestFraction = 0.01

  /// The peaks of the density per nm, in descending order of number fraction.
  ///
  /// - Parameters:
  ///   - concentration_per_mL: concentration of all particles in the measured cell, if known.
  ///   - resampled: number fractions on the same bins, one array per resample; if empty, peaks have
  ///     no interval.
  /// - Returns: at least one peak, unless the distribution is empty.
  package func peaks(concentration_per_mL: Double?, resampled: [[Double]] = []) -> [SizePeak] {
    let density = densities_per_nm
    let found = separatedTops(density)
    let others = resampled.map { fractions in
      var other = self
      other.numberFraction = fractions
      return other.tops
    }
    let peaks = found.indices.map { k -> SizePeak in
      let low = k == 0 ? 0 : valley(density, found[k - 1], found[k])
      let high = k == found.count - 1 ? count : valley(density, found[k], found[k + 1])
      let fraction = numberFraction[low..<high].reduce(0, +)
      let diameter_nm = refinedTop_nm(density, found[k])
      return SizePeak(
        diameter_nm: diameter_nm,
        fwhm_nm: halfMaximum(density, found[k], step: 1, within: low..<high)
          - halfMaximum(density, found[k], step: -1, within: low..<high),
        numberFraction: fraction, concentration_per_mL: concentration_per_mL.map { $0 * fraction },
        interval95_nm: Self.interval(
          of: diameter_nm, within: edges_nm[low]...edges_nm[high], among: others),
        range_nm: edges_nm[low]...edges_nm[high])
    }
    return peaks.filter { $0.numberFraction >= Self.smallestFraction }
      .sorted { $0.numberFraction > $1.numberFraction }
  }

  /// Positions and densities of the peaks.
  private var tops: [(diameter_nm: Double, density_per_nm: Double)] {
    let density = densities_per_nm
    return separatedTops(density).map {
      (refinedTop_nm(density, $0), density[$0])
    }
  }

  /// The 95 % interval of a peak between two valleys, from the highest peak of each resample there;
  /// clamped to the valleys.
  ///
  /// If more than one resample in 40 has no peak there, the peak position is not determined and the
  /// interval extends from valley to valley.
  private static func interval(
    of diameter_nm: Double, within part: ClosedRange<Double>,
    among resampled: [[(diameter_nm: Double, density_per_nm: Double)]]
  ) -> ClosedRange<Double>? {
    guard !resampled.isEmpty else { return nil }
    let places = resampled.compactMap { tops in
      tops.filter { part.contains($0.diameter_nm) }
        .max { $0.density_per_nm < $1.density_per_nm }?.diameter_nm
    }
    guard Double(places.count) >= 0.975 * Double(resampled.count) else { return part }
    return ResampledIntervals.standard(around: diameter_nm, places).clamped(to: part)
  }

  /// Bins of the local maxima; of two maxima with a shallow valley between them, only the higher is
  /// kept.
  private func separatedTops(_ density: [Double]) -> [Int] {
    var tops: [Int] = []
    for j in density.indices where density[j] > 0 {
      let left = j > 0 ? density[j - 1] : 0
      let right = j + 1 < density.count ? density[j + 1] : 0
      guard density[j] > left, density[j] >= right else { continue }
      var candidate: Int? = j
      while let last = tops.last, let this = candidate {
        let floor = density[valley(density, last, this)]
        guard floor > Self.valleyDepth * min(density[last], density[this]) else { break }
        if density[last] >= density[this] {
          candidate = nil
        } else {
          tops.removeLast()
        }
      }
      if let candidate { tops.append(candidate) }
    }
    return tops
  }

  private func valley(_ density: [Double], _ a: Int, _ b: Int) -> Int {
    (a...b).min { density[$0] < density[$1] } ?? a
  }

  private func halfMaximum(
    _ density: [Double], _ top: Int, step: Int, within range: Range<Int>
  ) -> Double {
    let half = 0.5 * density[top]
    var j = top
    while range.contains(j + step), density[j + step] > half { j += step }
    guard range.contains(j + step), density[j + step] < density[j] else { return diameter_nm(j) }
    let fraction = (density[j] - half) / (density[j] - density[j + step])
    return diameter_nm(j) * pow(diameter_nm(j + step) / diameter_nm(j), fraction)
  }
}
