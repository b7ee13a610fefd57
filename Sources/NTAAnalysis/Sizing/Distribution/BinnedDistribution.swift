/// A number-weighted distribution in bins of any width.
package struct BinnedDistribution: Sendable, Equatable {
  /// Bin edges in nm, ascending, one more than there are bins.
  package var borders_nm: [Double]
  /// Fraction of the particles in each bin, >= 0; sums to 1.
  package var shares: [Double]
  /// 95 % confidence band of the density, per nm, if known.
  package var band_per_nm: (lower: [Double], upper: [Double])? {
    lower_per_nm.isEmpty ? nil : (lower_per_nm, upper_per_nm)
  }
  private var lower_per_nm: [Double]
  private var upper_per_nm: [Double]

  /// Creates a distribution from weights that need not sum to 1; `nil` if they are all 0.
  package init?(
    borders_nm: [Double], weights: [Double], lower_per_nm: [Double] = [],
    upper_per_nm: [Double] = []
  ) {
    precondition(borders_nm.count == weights.count + 1)
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    self.borders_nm = borders_nm
    shares = weights.map { $0 / total }
    self.lower_per_nm = lower_per_nm
    self.upper_per_nm = upper_per_nm
  }

  /// Centre of a bin.
  package func centre_nm(_ index: Int) -> Double {
    0.5 * (borders_nm[index] + borders_nm[index + 1])
  }

  /// Fraction per nm in a bin.
  package func density_per_nm(_ index: Int) -> Double {
    shares[index] / (borders_nm[index + 1] - borders_nm[index])
  }

  /// Diameter in nm below which the fraction `level` of the particles lies.
  ///
  /// - Parameter level: the fraction, in (0, 1).
  /// - Returns: the diameter, interpolated linearly within its bin.
  package func quantile_nm(_ level: Double) -> Double {
    var below = 0.0
    for (j, share) in shares.enumerated() where share > 0 {
      if below + share >= level {
        let part = min(max((level - below) / share, 0), 1)
        return borders_nm[j] + part * (borders_nm[j + 1] - borders_nm[j])
      }
      below += share
    }
    return borders_nm[borders_nm.count - 1]
  }

  /// Fraction of the particles below each of the given diameters, which must ascend.
  func cumulated(at diameters_nm: [Double]) -> [Double] {
    var below = 0.0
    var j = 0
    return diameters_nm.map { diameter in
      while j < shares.count, borders_nm[j + 1] <= diameter {
        below += shares[j]
        j += 1
      }
      guard j < shares.count, diameter > borders_nm[j] else { return min(below, 1) }
      return below + shares[j] * (diameter - borders_nm[j]) / (borders_nm[j + 1] - borders_nm[j])
    }
  }

  /// Wasserstein-1 distance in nm: the mean distance by which particles must be moved to turn one
  /// distribution into the other.
  ///
  /// - Parameter other: a distribution in any bins.
  /// - Returns: the distance, >= 0; 0 for equal distributions.
  package func wassersteinDistance_nm(to other: BinnedDistribution) -> Double {
    let borders = (borders_nm + other.borders_nm).sorted()
    let difference = zip(cumulated(at: borders), other.cumulated(at: borders)).map { $0 - $1 }
    var sum = 0.0
    for i in 1..<borders.count {
      let (a, b) = (difference[i - 1], difference[i])
      let width = borders[i] - borders[i - 1]
      // Both are linear between edges; where they cross, the area consists of two triangles.
      sum +=
        a * b >= 0
        ? 0.5 * width * (abs(a) + abs(b)) : 0.5 * width * (a * a + b * b) / (abs(a) + abs(b))
    }
    return sum
  }

  /// True when bins, fractions and bands are equal.
  package static func == (a: BinnedDistribution, b: BinnedDistribution) -> Bool {
    a.borders_nm == b.borders_nm && a.shares == b.shares && a.lower_per_nm == b.lower_per_nm
      && a.upper_per_nm == b.upper_per_nm
  }

  /// Bin edges half-way between bin centres.
  package static func borders(_ centres_nm: [Double]) -> [Double] {
    guard centres_nm.count > 1 else { return centres_nm.flatMap { [0.5 * $0, 1.5 * $0] } }
    let inner = zip(centres_nm, centres_nm.dropFirst()).map { 0.5 * ($0 + $1) }
    let last = centres_nm.count - 1
    return [max(2 * centres_nm[0] - inner[0], 0)] + inner
      + [2 * centres_nm[last] - inner[last - 1]]
  }
}
