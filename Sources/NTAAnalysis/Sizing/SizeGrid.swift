import Foundation

/// The logarithmic classes of diameter on which distributions are estimated.
public struct SizeGrid: Sendable, Equatable {
  /// Class borders in nm, rising by a constant factor.
  public let borders_nm: [Double]
  /// Geometric centres of the classes, nm.
  public let centres_nm: [Double]
  /// Difference of the logarithms of neighbouring centres.
  public let spacing: Double

  /// From 5 nm to 5 µm, 128 classes a decade: 1.8 % each, well below what 60 frames can resolve.
  public static let standard = SizeGrid(from_nm: 5, decades: 3, classesPerDecade: 128)

  /// A grid of `decades * classesPerDecade` classes that begins at `from_nm`.
  init(from_nm: Double, decades: Int, classesPerDecade: Int) {
    let count = decades * classesPerDecade
    borders_nm = (0...count).map { from_nm * pow(10, Double($0) / Double(classesPerDecade)) }
    centres_nm = (0..<count).map {
      from_nm * pow(10, (Double($0) + 0.5) / Double(classesPerDecade))
    }
    spacing = log(10) / Double(classesPerDecade)
  }

  /// Number of classes.
  public var count: Int { centres_nm.count }
}
