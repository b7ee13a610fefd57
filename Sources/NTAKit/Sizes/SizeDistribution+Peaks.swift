import Foundation

extension SizeDistribution {
  /// A valley must fall to this share of the lower of its two tops to part them.
  private static let valleyDepth = 0.85
  /// Peaks with a smaller share of all particles are not listed.
  private static let smallestShare = 0.01

  /// The peaks of the density per nm, by falling share.
  ///
  /// - Parameter concentration_per_mL: of all particles, in the measured cell, if known.
  /// - Returns: at least one peak, unless the distribution is empty.
  func peaks(concentration_per_mL: Double?) -> [SizePeak] {
    let density = (0..<count).map { numberDensity_per_nm($0) }
    let found = separatedTops(density)
    let peaks = found.indices.map { k -> SizePeak in
      let low = k == 0 ? 0 : valley(density, found[k - 1], found[k])
      let high = k == found.count - 1 ? count : valley(density, found[k], found[k + 1])
      let share = numberFraction[low..<high].reduce(0, +)
      return SizePeak(
        diameter_nm: Self.refinedTop(borders_nm, density, found[k]),
        fwhm_nm: halfMaximum(density, found[k], step: 1, within: low..<high)
          - halfMaximum(density, found[k], step: -1, within: low..<high),
        numberFraction: share, concentration_per_mL: concentration_per_mL.map { $0 * share })
    }
    return peaks.filter { $0.numberFraction >= Self.smallestShare }
      .sorted { $0.numberFraction > $1.numberFraction }
  }

  /// Local maxima, of which only the higher is kept where the valley between is shallow.
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
