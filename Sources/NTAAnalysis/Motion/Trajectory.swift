/// A track in physical units, drift removed: what diffusion is estimated from.
struct Trajectory: Sendable {
  /// Particle number within its position.
  var particle: Int
  /// Frame index of each point.
  var frames: [Int32]
  /// Time of each point, s.
  var times_s: [Double]
  /// Positions, µm.
  var x_um: [Double]
  var y_um: [Double]
  /// Localisation variance per axis of each point, µm²; before the recording's own scale is known.
  var variance_um2: [Double]
  /// Height of the spot in each frame, grey levels.
  var intensity: [Float]

  var count: Int { frames.count }
}
