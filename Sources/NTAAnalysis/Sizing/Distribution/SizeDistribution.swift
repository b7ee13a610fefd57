/// A number-weighted distribution of diameters in bins.
///
/// ``numberFraction`` sums to 1, or to 0 without particles; ``density_per_nm(_:)`` then integrates
/// to 1 over the bins. Fractions in a range, quantiles, statistics and distances follow the rule of
/// the ``bins`` for parts of a bin.
public struct SizeDistribution: Sendable, Equatable {
  /// The bins.
  public let bins: SizeBins
  /// Fraction of the particles in each bin.
  public var numberFraction: [Double]
  /// Lower limit of the 95 % confidence band of the density, per nm; empty if there is no band.
  public var densityLower95_per_nm: [Double]
  /// Upper limit of the 95 % confidence band of the density, per nm; empty if there is no band.
  public var densityUpper95_per_nm: [Double]

  /// Creates a distribution from fractions that sum to 1, or to 0.
  ///
  /// - Parameters:
  ///   - bins: the bins.
  ///   - numberFraction: fraction of the particles in each bin.
  ///   - densityLower95_per_nm: lower limit of the confidence band in each bin; empty for none.
  ///   - densityUpper95_per_nm: upper limit of the confidence band in each bin; empty for none.
  package init(
    bins: SizeBins, numberFraction: [Double], densityLower95_per_nm: [Double] = [],
    densityUpper95_per_nm: [Double] = []
  ) {
    precondition(numberFraction.count == bins.count, "each bin has a fraction")
    self.bins = bins
    self.numberFraction = numberFraction
    self.densityLower95_per_nm = densityLower95_per_nm
    self.densityUpper95_per_nm = densityUpper95_per_nm
  }

  /// Creates a distribution on a grid from fractions that sum to 1, or to 0; its band is zero.
  package init(grid: SizeGrid, numberFraction: [Double]) {
    let zeros = [Double](repeating: 0, count: numberFraction.count)
    self.init(
      bins: SizeBins(edges_nm: grid.edges_nm), numberFraction: numberFraction,
      densityLower95_per_nm: zeros, densityUpper95_per_nm: zeros)
  }

  /// Creates a distribution from weights that need not sum to 1; nil if their sum is not above 0.
  package init?(bins: SizeBins, weights: [Double]) {
    self.init(bins: bins, numberFraction: weights)
    guard let normalised else { return nil }
    self = normalised
  }

  /// The same with fractions that sum to 1; nil if their sum is not above 0.
  package var normalised: SizeDistribution? {
    let total = numberFraction.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    var normalised = self
    normalised.numberFraction = numberFraction.map { $0 / total }
    return normalised
  }

  /// Number of bins.
  public var count: Int { numberFraction.count }
  /// Bin edges in nm, ascending; one more than the number of bins.
  public var edges_nm: [Double] { bins.edges_nm }
  /// Centre of bin `index`, nm: geometric for logarithmic bins, arithmetic for linear ones.
  public func diameter_nm(_ index: Int) -> Double { bins.centre_nm(index) }
  /// Width of bin `index`, nm.
  public func width_nm(_ index: Int) -> Double { bins.width_nm(index) }
  /// Fraction of the particles per nm in bin `index`.
  public func density_per_nm(_ index: Int) -> Double {
    numberFraction[index] / bins.width_nm(index)
  }
}
