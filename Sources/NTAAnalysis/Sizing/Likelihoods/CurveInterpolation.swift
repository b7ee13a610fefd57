import Foundation

/// Interpolates log-likelihood curves to all bins of a grid from nodes at every sixteenth bin.
///
/// With u the logarithm of the diffusion coefficient, each displacement of a track adds terms of
/// the form `ln(1 + exp u)` and `1 / (1 + exp u)`. Their scale in u does not depend on the track
/// length. The error of the Lagrange polynomial through six nodes at a spacing of h = 0.28 is at
/// most 0.0049 h⁶ times the sixth derivative, 3e-6 per displacement.
package struct CurveInterpolation: Sendable {
  /// Diameters at which curves must be evaluated, ascending, nm; they extend beyond the grid.
  package let nodes_nm: [Double]
  private let binCount: Int
  /// Lagrange weights of the six nodes for the sixteen bins that start at the third node.
  private let weights: [SIMD16<Double>]

  private static let binsPerNode = 16
  private static let nodesUsed = 6

  /// Prepares the weights for a grid with any number of bins.
  package init(grid: SizeGrid) {
    binCount = grid.count
    let intervals = (grid.count + Self.binsPerNode - 1) / Self.binsPerNode
    let nodeSpacing = Double(Self.binsPerNode) * grid.spacing
    let before = Self.nodesUsed / 2 - 1
    nodes_nm = (0..<intervals + Self.nodesUsed - 1).map {
      grid.centres_nm[0] * exp(Double($0 - before) * nodeSpacing)
    }
    weights = (0..<Self.nodesUsed).map { node in
      var weight = SIMD16<Double>()
      for lane in 0..<Self.binsPerNode {
        let place = Double(before) + Double(lane) / Double(Self.binsPerNode)
        weight[lane] = (0..<Self.nodesUsed).reduce(1) { product, other in
          other == node
            ? product : product * (place - Double(other)) / Double(node - other)
        }
      }
      return weight
    }
  }

  /// The curve on the grid's bins that interpolates `values`, one per node.
  package func onGrid(_ values: [Double]) -> [Double] {
    precondition(values.count == nodes_nm.count)
    let intervals = values.count - Self.nodesUsed + 1
    var curve = [Double](repeating: 0, count: intervals * Self.binsPerNode)
    var all = curve.mutableSpan
    for first in 0..<intervals {
      var bins = SIMD16<Double>.zero
      for k in 0..<Self.nodesUsed { bins += weights[k] * values[first + k] }
      let start = first &* 16
      var group = all._mutatingExtracting(start..<start &+ 16)
      for lane in 0..<16 { group[lane] = bins[lane] }
    }
    curve.removeLast(curve.count - binCount)
    return curve
  }
}
