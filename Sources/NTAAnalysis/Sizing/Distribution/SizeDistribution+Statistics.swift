import Foundation

extension SizeDistribution {
  /// Number-weighted statistics; nil for an empty distribution.
  public var statistics: SizeStatistics? {
    let sum = numberFraction.reduce(0, +)
    guard sum > 0 else { return nil }
    var mean = 0.0
    var square = 0.0
    for j in numberFraction.indices {
      let d = diameter_nm(j)
      mean += numberFraction[j] * d / sum
      square += numberFraction[j] * d * d / sum
    }
    return SizeStatistics(
      mode_nm: mode_nm, mean_nm: mean, sd_nm: max(square - mean * mean, 0).squareRoot(),
      d10_nm: quantile_nm(0.1), d50_nm: quantile_nm(0.5), d90_nm: quantile_nm(0.9))
  }

  /// Volume-weighted statistics; nil for an empty distribution.
  public var volumeWeightedStatistics: SizeStatistics? { volumeWeighted.statistics }

  /// The same with fractions of the total particle volume instead of the number of particles, and
  /// without a confidence band.
  public var volumeWeighted: SizeDistribution {
    SizeDistribution(bins: bins, numberFraction: volumeFraction)
  }

  /// Surface-weighted statistics; nil for an empty distribution.
  public var surfaceWeightedStatistics: SizeStatistics? {
    SizeDistribution(bins: bins, numberFraction: surfaceFraction).statistics
  }

  /// Fraction of the total particle volume in each bin; all 0 for an empty distribution.
  public var volumeFraction: [Double] { fractions(ofPower: 3) }

  /// Fraction of the total particle surface in each bin; all 0 for an empty distribution.
  public var surfaceFraction: [Double] { fractions(ofPower: 2) }

  /// Fraction of the sum of a power of the diameter in each bin.
  private func fractions(ofPower power: Double) -> [Double] {
    let amounts = (0..<count).map { numberFraction[$0] * pow(diameter_nm($0), power) }
    let sum = amounts.reduce(0, +)
    return sum > 0 ? amounts.map { $0 / sum } : amounts
  }

  /// Diameter of the highest density per nm, interpolated between bins.
  private var mode_nm: Double {
    let density = densities_per_nm
    guard let top = density.indices.max(by: { density[$0] < density[$1] }) else { return 0 }
    return refinedTop_nm(density, top)
  }

  /// Fraction of the particles per nm in each bin.
  var densities_per_nm: [Double] { (0..<count).map { density_per_nm($0) } }

  /// Position of the maximum in nm, from a parabola through the logarithms of the density in bin
  /// `top` and its two neighbours.
  func refinedTop_nm(_ density: [Double], _ top: Int) -> Double {
    let centre = diameter_nm(top)
    guard top > 0, top + 1 < density.count, density[top - 1] > 0, density[top + 1] > 0 else {
      return centre
    }
    let (a, b, c) = (log(density[top - 1]), log(density[top]), log(density[top + 1]))
    let second = a - 2 * b + c
    guard second < 0 else { return centre }
    let shift = min(max(0.5 * (a - c) / second, -0.5), 0.5)
    return bins.diameter_nm(top, offCentreBy: shift)
  }
}
