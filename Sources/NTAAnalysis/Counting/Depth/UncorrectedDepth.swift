import Foundation

/// How far a size distribution can be off because nothing says over which depth each size is seen.
///
/// A particle of in-focus amplitude A is seen over a depth proportional to `sqrt(ln(A / threshold))`
/// (``AxialDetectionProfile`` without noise), and A follows ``ScatteringLaw``. The smallest sizes
/// must be seen well enough to be followed; the bound takes them, at D10, as a tenth brighter in focus
/// than the threshold, which is less than the noise of an amplitude there. If they are brighter, or
/// brightness rises less steeply with size, the bias is smaller.
package struct UncorrectedDepth: Sendable {
  /// Depth of D90 over that of D10.
  package let depthRatio: Double
  /// D50 of the distribution over that of the corrected one, less 1.
  package let medianBias: Double
  /// Corrected D50, nm.
  package let medianBound_nm: Double

  private static let leastContrast = log(1.1)

  /// Bounds the bias of a distribution on a grid.
  ///
  /// - Parameters:
  ///   - numberFraction: fraction of the particles in each bin, as if all were seen equally deep.
  ///   - grid: the bins.
  ///   - law: dependence of brightness on size.
  package init?(numberFraction: [Double], grid: SizeGrid, law: ScatteringLaw) {
    let distribution = SizeDistribution(grid: grid, numberFraction: numberFraction)
    guard numberFraction.contains(where: { $0 > 0 }) else { return nil }
    let logs = law.logBrightness(diameters_nm: grid.centres_nm)
    func index(_ level: Double) -> Int {
      let diameter = distribution.quantile_nm(level)
      return grid.centres_nm.firstIndex { $0 >= diameter } ?? grid.count - 1
    }
    let (small, large) = (index(0.1), index(0.9))
    let depths = logs.map {
      max(Self.leastContrast + $0 - logs[small], Self.leastContrast).squareRoot()
    }
    depthRatio = depths[large] / depths[small]
    let corrected = SizeDistribution(
      grid: grid, numberFraction: zip(numberFraction, depths).map { $0 / $1 }.normalised)
    medianBound_nm = corrected.quantile_nm(0.5)
    medianBias = distribution.quantile_nm(0.5) / medianBound_nm - 1
  }
}
