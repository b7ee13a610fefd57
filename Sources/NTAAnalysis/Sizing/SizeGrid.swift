import Foundation

/// The logarithmic diameter bins on which distributions are estimated.
package struct SizeGrid: Sendable, Equatable {
  /// Bin edges in nm, ascending by a constant factor; one more than the number of bins.
  package let edges_nm: [Double]
  /// Geometric centres of the bins, nm.
  package let centres_nm: [Double]
  /// Difference of ln d between adjacent bin centres.
  package let spacing: Double

  /// From 5 nm to 5 µm with 128 bins per decade: 1.8 % each, well below the resolution of a
  /// 60-frame track.
  package static let standard = SizeGrid(from_nm: 5, decades: 3, binsPerDecade: 128)

  /// Creates a grid of `decades * binsPerDecade` bins that starts at `from_nm`.
  init(from_nm: Double, decades: Int, binsPerDecade: Int) {
    let count = decades * binsPerDecade
    edges_nm = (0...count).map { from_nm * pow(10, Double($0) / Double(binsPerDecade)) }
    centres_nm = (0..<count).map {
      from_nm * pow(10, (Double($0) + 0.5) / Double(binsPerDecade))
    }
    spacing = log(10) / Double(binsPerDecade)
  }

  /// Number of bins.
  package var count: Int { centres_nm.count }
}
