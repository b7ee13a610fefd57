/// A track in physical units with the drift removed, from which diffusion is estimated.
package struct Trajectory: Sendable {
  /// Particle number within its position.
  package var particle: Int
  /// Frame index of each point.
  var frames: [Int32]
  /// Time of each point, s.
  var times_s: [Double]
  /// Positions, µm.
  var x_um: [Double]
  var y_um: [Double]
  /// Localisation variance per axis of each point, µm², before ``MotionModel/localizationScale`` is
  /// applied.
  var variance_um2: [Double]
  /// Amplitude of the spot at each point, grey levels.
  var intensity: [Float]

  package var count: Int { frames.count }
}
