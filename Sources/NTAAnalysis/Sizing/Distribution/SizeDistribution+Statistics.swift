import Foundation

extension SizeDistribution {
  /// Creates a distribution on a grid from fractions that sum to 1 (or are all 0); its confidence
  /// band is zero.
  package init(grid: SizeGrid, shares: [Double]) {
    precondition(shares.count == grid.count)
    self.init(
      borders_nm: grid.borders_nm, numberFraction: shares,
      densityLower95_per_nm: [Double](repeating: 0, count: shares.count),
      densityUpper95_per_nm: [Double](repeating: 0, count: shares.count))
  }

  /// Number-weighted statistics; nil for an empty distribution.
  public var statistics: SizeStatistics? { Self.statistics(borders_nm, numberFraction) }

  /// Volume-weighted statistics; nil for an empty distribution.
  public var volumeWeightedStatistics: SizeStatistics? {
    let fractions = volumeFraction
    return Self.statistics(borders_nm, fractions)
  }

  /// Fraction of the total particle volume in each bin; all 0 for an empty distribution.
  public var volumeFraction: [Double] {
    let volumes = (0..<count).map { numberFraction[$0] * pow(diameter_nm($0), 3) }
    let sum = volumes.reduce(0, +)
    return sum > 0 ? volumes.map { $0 / sum } : volumes
  }

  /// Diameter in nm below which the fraction `level`, in (0, 1), of the particles lies.
  public func quantile_nm(_ level: Double) -> Double {
    Self.quantile(borders_nm, numberFraction, level)
  }

  /// Fraction of the particles with diameters in `range`, in nm; partly covered bins count in
  /// proportion to ln d.
  public func share(in range: ClosedRange<Double>) -> Double {
    (0..<count).reduce(0) { sum, j in
      let low = max(borders_nm[j], range.lowerBound)
      let high = min(borders_nm[j + 1], range.upperBound)
      return high > low
        ? sum + numberFraction[j] * log(high / low) / log(borders_nm[j + 1] / borders_nm[j]) : sum
    }
  }

  private static func statistics(_ borders: [Double], _ shares: [Double]) -> SizeStatistics? {
    let sum = shares.reduce(0, +)
    guard sum > 0 else { return nil }
    var mean = 0.0
    var square = 0.0
    for j in shares.indices {
      let d = (borders[j] * borders[j + 1]).squareRoot()
      mean += shares[j] * d / sum
      square += shares[j] * d * d / sum
    }
    return SizeStatistics(
      mode_nm: mode(borders, shares), mean_nm: mean,
      sd_nm: max(square - mean * mean, 0).squareRoot(), d10_nm: quantile(borders, shares, 0.1),
      d50_nm: quantile(borders, shares, 0.5), d90_nm: quantile(borders, shares, 0.9))
  }

  /// Diameter of the highest density per nm, interpolated between bins.
  private static func mode(_ borders: [Double], _ shares: [Double]) -> Double {
    let density = shares.indices.map { shares[$0] / (borders[$0 + 1] - borders[$0]) }
    guard let top = density.indices.max(by: { density[$0] < density[$1] }) else { return 0 }
    return refinedTop(borders, density, top)
  }

  /// Position of the maximum in nm, from a parabola through the logarithms of the density in bin
  /// `top` and its two neighbours.
  static func refinedTop(_ borders: [Double], _ density: [Double], _ top: Int) -> Double {
    let centre = (borders[top] * borders[top + 1]).squareRoot()
    guard top > 0, top + 1 < density.count, density[top - 1] > 0, density[top + 1] > 0 else {
      return centre
    }
    let (a, b, c) = (log(density[top - 1]), log(density[top]), log(density[top + 1]))
    let second = a - 2 * b + c
    guard second < 0 else { return centre }
    let shift = min(max(0.5 * (a - c) / second, -0.5), 0.5)
    return centre * pow(borders[top + 1] / borders[top], shift)
  }

  private static func quantile(_ borders: [Double], _ shares: [Double], _ level: Double) -> Double {
    let sum = shares.reduce(0, +)
    var below = 0.0
    for j in shares.indices where shares[j] > 0 {
      let next = below + shares[j] / sum
      if next >= level {
        let fraction = min(max((level - below) / (next - below), 0), 1)
        return borders[j] * pow(borders[j + 1] / borders[j], fraction)
      }
      below = next
    }
    return borders[borders.count - 1]
  }
}
