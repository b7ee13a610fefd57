/// The path of one particle in physical units with the drift removed, from which its diffusion is
/// estimated.
///
/// All arrays have one element per point.
public struct Trajectory: Sendable {
  /// Particle number within its field of view.
  public var particle: Int
  /// Frame index of each point, ascending.
  public var frames: [Int32]
  /// Time of each point, s, ascending.
  public var times_s: [Double]
  /// Column of each point, µm.
  public var x_um: [Double]
  /// Row of each point, µm.
  public var y_um: [Double]
  /// Localisation variance per axis of each point, µm², before ``MotionModel/localizationScale`` is
  /// applied.
  public var variance_um2: [Double]
  /// Amplitude of the spot at each point, grey levels.
  public var intensity: [Float]
  /// False if nothing states the localisation variances; their values then only set the unit of the
  /// factor that is measured.
  var statesVariances = true

  /// Number of points.
  public var count: Int { frames.count }
}

extension Trajectory {
  /// A trajectory from positions that some other program measured.
  ///
  /// - Parameters:
  ///   - particle: number of the particle.
  ///   - times_s: time of each point, s, ascending; at least two.
  ///   - x_um: column of each point, µm.
  ///   - y_um: row of each point, µm.
  ///   - variance_um2: localisation variance per axis of each point, >= 0 µm².
  ///   - frames: frame index of each point, ascending; nil numbers the points from 0, as if no frame
  ///     had been missed.
  /// - Throws: ``AnalysisError`` if the arrays differ in length, there are fewer than two points, a
  ///   number is not finite, or times or frames do not ascend.
  public init(
    particle: Int = 1, times_s: [Double], x_um: [Double], y_um: [Double], variance_um2: [Double],
    frames: [Int32]? = nil
  ) throws(AnalysisError) {
    self.init(
      particle: particle, frames: frames ?? times_s.indices.map { Int32($0) }, times_s: times_s,
      x_um: x_um, y_um: y_um, variance_um2: variance_um2,
      intensity: times_s.map { _ in .nan })
    try requireUsable()
  }

  /// Throws unless displacements can be computed from the points.
  func requireUsable() throws(AnalysisError) {
    guard count >= 2 else { throw .tooFewPoints(count: count) }
    let columns = [
      ("times_s", times_s), ("x_um", x_um), ("y_um", y_um), ("variance_um2", variance_um2),
    ]
    for (name, values) in columns {
      guard values.count == count else {
        throw .countsDiffer(name: name, count: values.count, expected: count)
      }
      for value in values where !value.isFinite {
        throw .outOfRange(name: name, value: value, allowed: "finite")
      }
    }
    for value in variance_um2 { try AnalysisError.requireNotNegative(value, "variance_um2") }
    for k in 1..<count {
      guard frames[k] > frames[k - 1] else { throw .framesOutOfOrder(particle: particle) }
      try AnalysisError.requirePositive(times_s[k] - times_s[k - 1], "the time between two points")
    }
  }
}
