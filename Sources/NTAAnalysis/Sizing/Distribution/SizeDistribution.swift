/// A number-weighted distribution on a logarithmic grid of diameters.
///
/// `numberFraction` sums to 1; `numberDensity_per_nm` integrates to 1 over the bins.
public struct SizeDistribution: Sendable, Equatable {
  /// Bin edges in nm, ascending; one more than the number of bins.
  public var borders_nm: [Double]
  /// Fraction of the particles in each bin.
  public var numberFraction: [Double]
  /// Lower limit of the 95 % confidence band of the density, per nm.
  public var densityLower95_per_nm: [Double]
  /// Upper limit of the 95 % confidence band of the density, per nm.
  public var densityUpper95_per_nm: [Double]

  package init(
    borders_nm: [Double], numberFraction: [Double], densityLower95_per_nm: [Double],
    densityUpper95_per_nm: [Double]
  ) {
    self.borders_nm = borders_nm
    self.numberFraction = numberFraction
    self.densityLower95_per_nm = densityLower95_per_nm
    self.densityUpper95_per_nm = densityUpper95_per_nm
  }

  /// Number of bins.
  public var count: Int { numberFraction.count }
  /// Geometric centre of bin `index`, nm.
  public func diameter_nm(_ index: Int) -> Double {
    (borders_nm[index] * borders_nm[index + 1]).squareRoot()
  }
  /// Width of bin `index`, nm.
  public func width_nm(_ index: Int) -> Double { borders_nm[index + 1] - borders_nm[index] }
  /// Fraction of the particles per nm in bin `index`.
  public func numberDensity_per_nm(_ index: Int) -> Double {
    numberFraction[index] / width_nm(index)
  }
}
