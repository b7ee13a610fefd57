import Foundation

extension Trajectory {
  /// Exact log-likelihood of the trajectory for each diffusion coefficient, up to a constant.
  ///
  /// The displacements along an axis are jointly normal with a tridiagonal covariance (Berglund, PRE
  /// 82:011917, 2010; see ``MotionModel``). The likelihood is that of both axes, and exact for missed
  /// frames and uneven times.
  ///
  /// - Parameters:
  ///   - diffusion_um2_per_s: diffusion coefficients, each > 0 µm²/s.
  ///   - model: exposure time and localisation error.
  /// - Returns: one natural logarithm per diffusion coefficient.
  /// - Throws: ``AnalysisError`` if the trajectory has fewer than two points or its times do not
  ///   ascend, or a diffusion coefficient is not positive.
  /// - Complexity: O(*n* *m*) for *n* points and *m* diffusion coefficients.
  public func logLikelihood(
    diffusion_um2_per_s: [Double], model: MotionModel
  ) throws(AnalysisError) -> [Double] {
    try requireUsable()
    for value in diffusion_um2_per_s {
      try AnalysisError.requirePositive(value, "diffusion_um2_per_s")
    }
    var likelihood = MotionLikelihood(diffusion_um2_per_s: diffusion_um2_per_s, model: model)
    return likelihood.evaluate(self)
  }
}

extension DiffusionEstimate {
  /// Natural logarithm of the spacing of the first grid.
  private static let coarse = 0.1
  /// Intervals of the second grid.
  private static let fine = 200
  /// Range of the first grid relative to the diffusion coefficient from the mean squared
  /// displacement, which is too large where the localisation error dominates.
  private static let range = (lower: 1e-5, upper: 1e3)
  /// Fall of the log-likelihood that bounds the second grid: about five standard errors.
  private static let fall = 12.0

  /// The maximum-likelihood diffusion coefficient of a trajectory, with its interval.
  ///
  /// The likelihood (``Trajectory/logLikelihood(diffusion_um2_per_s:model:)``) is evaluated on a
  /// logarithmic grid around the estimate from the mean squared displacement, then on a finer one
  /// around its maximum. An interval that reaches the lower end of the grid, 1e-5 of that estimate,
  /// does not exclude an immobile particle.
  ///
  /// - Parameters:
  ///   - trajectory: at least two points.
  ///   - model: exposure time and localisation error.
  /// - Throws: ``AnalysisError`` if the trajectory has fewer than two points, its times do not
  ///   ascend, or all points coincide and have no localisation variance.
  /// - Complexity: O(*n*) in the number of points.
  public init(of trajectory: Trajectory, model: MotionModel) throws(AnalysisError) {
    try trajectory.requireUsable()
    let scale = trajectory.meanSquareDiffusion_um2_per_s
    guard scale > 0 else { throw .noMotion }
    let (low, high) = (scale * Self.range.lower, scale * Self.range.upper)
    let first = Self.grid(
      from: low, to: high, intervals: Int((log(high / low) / Self.coarse).rounded(.up)))
    let curve = try trajectory.logLikelihood(diffusion_um2_per_s: first, model: model)
    let top = curve.indices.max { curve[$0] < curve[$1] } ?? 0
    let floor = curve[top] - Self.fall
    let below = curve[..<top].lastIndex { $0 < floor } ?? 0
    let above = curve[top...].firstIndex { $0 < floor } ?? curve.count - 1
    let second = Self.grid(from: first[below], to: first[above], intervals: Self.fine)
    self.init(
      curve: try trajectory.logLikelihood(diffusion_um2_per_s: second, model: model),
      diffusion_um2_per_s: second)
  }

  private static func grid(from low: Double, to high: Double, intervals: Int) -> [Double] {
    (0...intervals).map { low * pow(high / low, Double($0) / Double(intervals)) }
  }
}

extension Trajectory {
  /// Diffusion coefficient from the mean squared displacement between consecutive points; where the
  /// points coincide, the one that would move them by their localisation error.
  fileprivate var meanSquareDiffusion_um2_per_s: Double {
    var square = 0.0
    for k in 1..<count {
      let (dx, dy) = (x_um[k] - x_um[k - 1], y_um[k] - y_um[k - 1])
      square += dx * dx + dy * dy
    }
    let moved = square > 0 ? square : variance_um2.reduce(0, +)
    return moved / (4 * (times_s[count - 1] - times_s[0]))
  }
}
