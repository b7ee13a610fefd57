/// Sums from which the spread of the particles' flow velocities is estimated.
///
/// Displacements of a Brownian particle that are several frames apart are independent: neither
/// localisation error nor motion blur nor a codec that mixes two frames reaches that far. The mean of
/// their products is therefore the square of the velocity with which a flow carries the particle.
struct FlowSums: Sendable {
  /// Smallest number of frame intervals from one displacement to the other.
  static let separation = 3

  /// Products of displacements along each axis, µm², weighted.
  private var products = SIMD2<Double>.zero
  /// Products of the time intervals in which they were made, s², with the same weights.
  private var times_s2 = 0.0

  /// Adds a trajectory.
  ///
  /// The products of a track scatter with its diffusion coefficient, so its weight is the inverse of
  /// the mean squared difference of consecutive displacements, to which the flow does not contribute.
  mutating func add(_ track: Trajectory) {
    guard track.count > Self.separation + 1 else { return }
    var sum = SIMD2<Double>.zero
    var sum_s2 = 0.0
    var square = 0.0
    var before: SIMD2<Double>?
    // Displacement and time from the first point to the one that lies `separation` displacements back.
    var earlier = SIMD2<Double>.zero
    var earlier_s = 0.0
    for k in 1..<track.count {
      let (step, time_s) = track.displacement(to: k)
      if k > Self.separation {
        let (last, last_s) = track.displacement(to: k - Self.separation)
        earlier += last
        earlier_s += last_s
        sum += step * earlier
        sum_s2 += time_s * earlier_s
      }
      if let before { square += ((step - before) * (step - before)).sum() }
      before = step
    }
    guard square > 0 else { return }
    let weight = (track.times_s[track.count - 1] - track.times_s[0]) / square
    products += weight * sum
    times_s2 += weight * sum_s2
  }

  /// Adds other sums, or takes them away with a sign of -1.
  mutating func add(_ other: FlowSums, sign: Double = 1) {
    products += sign * other.products
    times_s2 += sign * other.times_s2
  }

  /// Variance of the velocity over the particles, per axis, µm²/s²; negative by chance where nothing
  /// flows, 0 without data.
  var variance_um2_per_s2: SIMD2<Double> { times_s2 > 0 ? products / times_s2 : .zero }
}

extension Trajectory {
  /// Displacement from the point before to point `k`, µm, and the time it took, s.
  fileprivate func displacement(to k: Int) -> (step_um: SIMD2<Double>, time_s: Double) {
    (
      SIMD2(x_um[k] - x_um[k - 1], y_um[k] - y_um[k - 1]), times_s[k] - times_s[k - 1]
    )
  }
}
