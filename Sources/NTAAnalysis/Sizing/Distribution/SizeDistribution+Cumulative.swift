extension SizeDistribution {
  /// Fraction of the particles with diameters in `range`, in nm.
  public func share(in range: ClosedRange<Double>) -> Double {
    bins.sum(of: numberFraction, in: range)
  }

  /// Fraction of the particles below each of the given diameters.
  ///
  /// - Parameter diameters_nm: diameters in ascending order, nm.
  /// - Returns: fractions in ascending order, at most 1.
  public func cumulativeFraction(below diameters_nm: [Double]) -> [Double] {
    bins.sums(of: numberFraction, below: diameters_nm).map { min($0, 1) }
  }

  /// Diameter in nm below which a fraction of the particles lies.
  ///
  /// - Parameter level: the fraction, in (0, 1).
  /// - Returns: the diameter; the last edge if there are no particles.
  public func quantile_nm(_ level: Double) -> Double {
    quantile(level).map { bins.diameter_nm($0.bin, at: $0.part) } ?? edges_nm.last ?? 0
  }

  /// Finds the bin that contains a quantile.
  ///
  /// - Parameter level: the fraction of the particles below, in (0, 1).
  /// - Returns: the index of the bin; nil without particles.
  package func quantileBin(_ level: Double) -> Int? { quantile(level)?.bin }

  /// The bin that contains a quantile, and the fraction of its particles that lies below.
  private func quantile(_ level: Double) -> (bin: Int, part: Double)? {
    let sum = numberFraction.reduce(0, +)
    var below = 0.0
    for j in numberFraction.indices where numberFraction[j] > 0 {
      let next = below + numberFraction[j] / sum
      if next >= level { return (j, min(max((level - below) / (next - below), 0), 1)) }
      below = next
    }
    return nil
  }

  /// Wasserstein-1 distance in nm: the mean distance by which particles must be moved to turn one
  /// distribution into the other.
  ///
  /// The cumulative fractions are exact at the edges of both distributions and taken as straight
  /// between them. For two linear distributions, that is exact; in logarithmic bins of 1.8 %, it
  /// changes the distance by less than 0.5 % of the width of a bin.
  ///
  /// - Parameter other: a distribution in any bins.
  /// - Returns: the distance, >= 0; 0 for equal distributions.
  public func wassersteinDistance_nm(to other: SizeDistribution) -> Double {
    let edges = (edges_nm + other.edges_nm).sorted()
    let difference = zip(
      cumulativeFraction(below: edges), other.cumulativeFraction(below: edges)
    ).map { $0 - $1 }
    return edges.indices.dropFirst().reduce(0) { sum, i in
      let (a, b) = (difference[i - 1], difference[i])
      let width = edges[i] - edges[i - 1]
      // Where the straight lines cross, the area between them consists of two triangles.
      return sum
        + (a * b >= 0
          ? 0.5 * width * (abs(a) + abs(b)) : 0.5 * width * (a * a + b * b) / (abs(a) + abs(b)))
    }
  }
}
