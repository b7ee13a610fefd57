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
  /// Coefficients of each power, px/s.
  private let coefficients: [SIMD2<Double>]
  private let degree: Int
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
    let affordable = (1...Self.largestDegree).last {
      Self.powers($0).count * Self.tracksPerCoefficient <= map.tracks
    }
    guard let degree = affordable, cells.count > 2 * Self.powers(degree).count else { return nil }
    let low = cells.reduce(cells[0].centre_px) { pointwiseMin($0, $1.centre_px) }
    let high = cells.reduce(cells[0].centre_px) { pointwiseMax($0, $1.centre_px) }
    let centre_px = 0.5 * (low + high)
    let reach_px = max(0.5 * (high - low).max(), VelocityMap.cell_px)
    let basis = cells.map { Self.basis(($0.centre_px - centre_px) / reach_px, degree: degree) }
    let n = Self.powers(degree).count
    var matrix = [Double](repeating: 0, count: n * n)
    var right = [[Double]](repeating: [Double](repeating: 0, count: n), count: 2)
    for (terms, (_, cell)) in zip(basis, cells) {
      // The variance of a displacement is proportional to its time.
      for i in 0..<n {
        for j in 0...i { matrix[i * n + j] += cell.time_s * terms[i] * terms[j] }
        right[0][i] += cell.displacement_px.x * terms[i]
        right[1][i] += cell.displacement_px.y * terms[i]
      }
    }
    let solutions = right.map {
      SymmetricSystem(matrix: matrix, right: $0).solution(leastPivot: 1e-9)
    }
    (self.centre_px, self.reach_px, self.degree) = (centre_px, reach_px, degree)
    coefficients = zip(solutions[0], solutions[1]).map { SIMD2($0, $1) }
    // Both sums of squares are per second of displacement: `|Σd|²/t` of a cell.
    var (within, degrees, explained, count) = (0.0, 0.0, 0.0, 0.0)
    var total = SIMD2<Double>.zero
    var time_s = 0.0
    for (_, cell) in cells where cell.time_s > 0 {
      let between = (cell.displacement_px * cell.displacement_px).sum() / cell.count
      within += cell.square_px2 - between
      degrees += 2 * (cell.count - 1)
      count += cell.count
      total += cell.displacement_px
      time_s += cell.time_s
    }
    guard degrees > 0, within > 0, time_s > 0 else { return nil }
    for (solution, right) in zip(solutions, right) {
      explained += zip(solution, right).reduce(0) { $0 + $1.0 * $1.1 }
    }
    explained -= (total * total).sum() / time_s
    // Variance of a displacement along one axis over its time, px²/s.
    let variance = within / degrees * count / time_s
    let freedom = Double(2 * (n - 1))
    guard explained / variance > freedom + Self.leastSignificance * (2 * freedom).squareRoot()
    else { return nil }
    // The sum of squares that the fit explains is Σ t |v|².
    rms_px_per_s = (explained / time_s).squareRoot()
    varianceLeft = max(1 - Double(n) / count, 0.1)
  }

  /// Velocity at a place in px, px/s; outside of the region it was fitted to, that at its border.
  func velocity_px_per_s(at place_px: SIMD2<Double>) -> SIMD2<Double> {
    let place = ((place_px - centre_px) / reach_px).clamped(
      lowerBound: SIMD2(repeating: -1), upperBound: SIMD2(repeating: 1))
    return zip(coefficients, Self.basis(place, degree: degree)).reduce(.zero) { $0 + $1.0 * $1.1 }
  }

  /// Exponents of x and y of each term up to a degree, the constant first.
  private static func powers(_ degree: Int) -> [(x: Int, y: Int)] {
    (0...degree).flatMap { sum in (0...sum).map { (x: sum - $0, y: $0) } }
  }

  /// The terms at a place.
  private static func basis(_ place: SIMD2<Double>, degree: Int) -> [Double] {
    var x = [1.0]
    var y = [1.0]
    for _ in 0..<degree {
      x.append(x[x.count - 1] * place.x)
      y.append(y[y.count - 1] * place.y)
    }
    return powers(degree).map { x[$0.x] * y[$0.y] }
  }
}
