import Algorithms
import Foundation

/// Adjoining diameter bins, with the rule by which the particles of a bin are spread over its width.
///
/// The rule decides how a bin is divided: everything that needs a part of a bin, such as a fraction
/// of the particles in a range or a quantile, is computed here.
public struct SizeBins: Sendable, Equatable {
  /// How the particles of a bin are spread over its width.
  public enum Interpolation: Sendable, Equatable {
    /// Evenly over ln d: for the program's own bins, whose edges ascend by a constant factor.
    case logarithmic
    /// Evenly over d: for the tables of instruments, as their own software reads them.
    case linear
  }

  /// Bin edges in nm, ascending; one more than there are bins, or none without bins.
  ///
  /// They are above 0 if the interpolation is logarithmic.
  public let edges_nm: [Double]
  /// How the particles of a bin are spread over its width.
  public let interpolation: Interpolation

  /// Creates bins from their edges, which must ascend.
  package init(edges_nm: [Double], interpolation: Interpolation = .logarithmic) {
    self.edges_nm = edges_nm
    self.interpolation = interpolation
  }

  /// Number of bins.
  public var count: Int { max(edges_nm.count - 1, 0) }

  /// Width of bin `index`, nm.
  public func width_nm(_ index: Int) -> Double { edges_nm[index + 1] - edges_nm[index] }

  /// Centre of bin `index`, nm: half of its particles are smaller.
  public func centre_nm(_ index: Int) -> Double {
    switch interpolation {
    case .logarithmic: (edges_nm[index] * edges_nm[index + 1]).squareRoot()
    case .linear: midpoint_nm(index)
    }
  }

  /// Point half-way between the edges of bin `index`, nm: the centre of its bar on a linear axis.
  package func midpoint_nm(_ index: Int) -> Double {
    0.5 * (edges_nm[index] + edges_nm[index + 1])
  }

  /// Diameter below which the fraction `part`, in [0, 1], of the particles in bin `index` lies, nm.
  func diameter_nm(_ index: Int, at part: Double) -> Double {
    let (lower, upper) = (edges_nm[index], edges_nm[index + 1])
    return switch interpolation {
    case .logarithmic: lower * pow(upper / lower, part)
    case .linear: lower + part * (upper - lower)
    }
  }

  /// Diameter at an offset from the centre of bin `index`, nm.
  ///
  /// - Parameters:
  ///   - index: the bin.
  ///   - offset: offset in widths of the bin, on the scale on which particles are spread evenly.
  /// - Returns: the diameter, nm.
  func diameter_nm(_ index: Int, offCentreBy offset: Double) -> Double {
    let (lower, upper) = (edges_nm[index], edges_nm[index + 1])
    return switch interpolation {
    case .logarithmic: centre_nm(index) * pow(upper / lower, offset)
    case .linear: centre_nm(index) + offset * (upper - lower)
    }
  }

  /// Length of an interval on the scale on which particles are spread evenly.
  private func length(_ lower: Double, _ upper: Double) -> Double {
    switch interpolation {
    case .logarithmic: log(upper / lower)
    case .linear: upper - lower
    }
  }

  /// Sum of values in a range of diameters, nm; bins that extend beyond its ends count in part.
  ///
  /// - Parameters:
  ///   - values: one value per bin, of any sign.
  ///   - range: diameters, nm.
  /// - Returns: the sum, in the unit of the values.
  package func sum(of values: [Double], in range: ClosedRange<Double>) -> Double {
    values.indices.reduce(0) { sum, j in
      let low = max(edges_nm[j], range.lowerBound)
      let high = min(edges_nm[j + 1], range.upperBound)
      guard high > low else { return sum }
      return sum + values[j] * length(low, high) / length(edges_nm[j], edges_nm[j + 1])
    }
  }

  /// Sums of values below each of the given diameters; the bin that contains one counts in part.
  ///
  /// - Parameters:
  ///   - values: one value per bin, of any sign.
  ///   - diameters_nm: diameters in ascending order, nm.
  /// - Returns: one sum per diameter, in the unit of the values.
  func sums(of values: [Double], below diameters_nm: [Double]) -> [Double] {
    var below = 0.0
    var j = 0
    return diameters_nm.map { diameter in
      while j < values.count, edges_nm[j + 1] <= diameter {
        below += values[j]
        j += 1
      }
      guard j < values.count, diameter > edges_nm[j] else { return below }
      return below + values[j] * length(edges_nm[j], diameter)
        / length(edges_nm[j], edges_nm[j + 1])
    }
  }
}

extension SizeBins {
  /// Bins of a table that lists only their centres: edges half-way between these, and particles
  /// spread evenly over d.
  ///
  /// - Parameter centres_nm: at least one centre, ascending, nm.
  package init(centres_nm: [Double]) {
    guard centres_nm.count > 1 else {
      self.init(edges_nm: centres_nm.flatMap { [0.5 * $0, 1.5 * $0] }, interpolation: .linear)
      return
    }
    let inner = centres_nm.adjacentPairs().map { 0.5 * ($0 + $1) }
    let last = centres_nm.count - 1
    let first_nm = max(2 * centres_nm[0] - inner[0], 0)
    self.init(
      edges_nm: [first_nm] + inner + [2 * centres_nm[last] - inner[last - 1]],
      interpolation: .linear)
  }
}
