/// A number-weighted distribution on a logarithmic grid of diameters.
///
/// `numberFraction` sums to 1; `numberDensity_per_nm` integrates to 1 over the classes.
public struct SizeDistribution: Sendable, Equatable {
  /// Class borders, rising, one more than there are classes.
  public var borders_nm: [Double]
  /// Share of the particles in each class.
  public var numberFraction: [Double]
  /// Lower end of the 95 % band of the density, per nm.
  public var densityLower95_per_nm: [Double]
  /// Upper end of the 95 % band of the density, per nm.
  public var densityUpper95_per_nm: [Double]

  /// Number of classes.
  public var count: Int { numberFraction.count }
  /// Geometric centre of class `index`.
  public func diameter_nm(_ index: Int) -> Double {
    (borders_nm[index] * borders_nm[index + 1]).squareRoot()
  }
  /// Width of class `index`.
  public func width_nm(_ index: Int) -> Double { borders_nm[index + 1] - borders_nm[index] }
  /// Share of the particles per nm in class `index`.
  public func numberDensity_per_nm(_ index: Int) -> Double {
    numberFraction[index] / width_nm(index)
  }
}
