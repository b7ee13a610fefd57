/// A flow that differs from place to place: a velocity that is a polynomial of the place.
///
/// Convection and shear in the plane of the picture move all particles of a region alike. The field
/// is fitted to the mean velocities of ``VelocityMap`` by least squares and removed with the drift. What
/// differs between particles at one place, because the flow changes with the depth, is left to
/// ``MotionModel/flowVariance_um2_per_s2``.
package struct VelocityField: Sendable {
  /// Place whose coordinates are 0, px, and the distance at which they are 1.
  private let centre_px: SIMD2<Double>
  private let reach_px: Double
  /// Coefficients of each term, px/s.
  private let coefficients: [SIMD2<Double>]
  private let polynomial: PlanePolynomial
  /// Fraction of a displacement's variance left after the field was subtracted, in (0, 1].
  let varianceLeft: Double
  /// Root mean square of the velocity over the displacements it was fitted to, px/s.
  package let rms_px_per_s: Double

  /// Largest degree: enough for convection rolls of half the picture.
  private static let largestDegree = 5
  /// Tracks needed for each coefficient.
  private static let tracksPerCoefficient = 10
  /// Standard deviations by which the misfit must fall.
  private static let leastSignificance = 6.0

  /// The flow field of a position; nil where none is significant.
  ///
  /// - Parameter map: mean velocities by place.
  package init?(_ map: VelocityMap) {
    let cells = map.sortedCells
    let affordable = (1...Self.largestDegree).map(PlanePolynomial.init).last {
      $0.termCount * Self.tracksPerCoefficient <= map.tracks
    }
    guard let polynomial = affordable, cells.count > 2 * polynomial.termCount,
      let total = map.total
    else { return nil }
    let low = cells.reduce(cells[0].centre_px) { pointwiseMin($0, $1.centre_px) }
    let high = cells.reduce(cells[0].centre_px) { pointwiseMax($0, $1.centre_px) }
    centre_px = 0.5 * (low + high)
    reach_px = max(0.5 * (high - low).max(), VelocityMap.cell_px)
    self.polynomial = polynomial
    let fit = Self.leastSquares(cells, polynomial, centre_px: centre_px, reach_px: reach_px)
    coefficients = fit.coefficients
    // What the fit explains beyond a velocity that is the same everywhere.
    let explained =
      fit.explained - (total.displacement_px * total.displacement_px).sum() / total.time_s
    let freedom = Double(2 * (polynomial.termCount - 1))
    guard
      explained / total.variance_px2_per_s
        > freedom + Self.leastSignificance * (2 * freedom).squareRoot()
    else { return nil }
    // The sum of squares that the fit explains is Σ t |v|².
    rms_px_per_s = (explained / total.time_s).squareRoot()
    varianceLeft = max(1 - Double(polynomial.termCount) / total.count, 0.1)
  }

  /// Fits the mean velocities of the cells, each weighted by the time of its displacements, because the
  /// variance of a displacement is proportional to its time.
  ///
  /// - Returns: the coefficients, px/s, and the part of the sum of squares `Σ |Σd|²/t` of the cells that
  ///   they explain, px²/s.
  private static func leastSquares(
    _ cells: [(centre_px: SIMD2<Double>, cell: VelocityMap.Cell)], _ polynomial: PlanePolynomial,
    centre_px: SIMD2<Double>, reach_px: Double
  ) -> (coefficients: [SIMD2<Double>], explained: Double) {
    let n = polynomial.termCount
    var matrix = [Double](repeating: 0, count: n * n)
    var right = [SIMD2<Double>](repeating: .zero, count: n)
    for (centre, cell) in cells {
      var terms = [Double](repeating: 0, count: n)
      polynomial.forEachTerm(at: (centre - centre_px) / reach_px) { terms[$0] = $1 }
      for i in 0..<n {
        for j in 0...i { matrix[i * n + j] += cell.time_s * terms[i] * terms[j] }
        right[i] += cell.displacement_px * terms[i]
      }
    }
    func solution(_ axis: KeyPath<SIMD2<Double>, Double>) -> [Double] {
      SymmetricSystem(matrix: matrix, right: right.map { $0[keyPath: axis] })
        .solution(leastPivot: 1e-9)
    }
    let coefficients = zip(solution(\.x), solution(\.y)).map { SIMD2($0, $1) }
    let explained = zip(coefficients, right).reduce(SIMD2<Double>.zero) { $0 + $1.0 * $1.1 }
    return (coefficients, explained.sum())
  }

  /// Velocity at a place in px, px/s; outside of the region it was fitted to, that at its border.
  func velocity_px_per_s(at place_px: SIMD2<Double>) -> SIMD2<Double> {
    let place = ((place_px - centre_px) / reach_px).clamped(
      lowerBound: SIMD2(repeating: -1), upperBound: SIMD2(repeating: 1))
    var velocity = SIMD2<Double>.zero
    polynomial.forEachTerm(at: place) { velocity += coefficients[$0] * $1 }
    return velocity
  }
}
