/// A track with its likelihood curve over the size grid and the estimates read from it.
@dynamicMemberLookup
package struct SizedTrack: Sendable {
  /// The scalar values of the track.
  package var summary: Summary
  /// Log-likelihood at the nodes of ``CurveInterpolation``, relative to the grid's best bin.
  package var curve: [Float]
  /// Amplitude of the spot in each frame in which it was detected, grey levels.
  package var amplitudes: [Float]
  /// Differences in frame number between consecutive detections; one fewer than detections.
  package var gaps: [Int32]

  /// The scalar values of a sized track.
  package struct Summary: BitwiseCopyable, Sendable {
    /// Index of the track's position within the run.
    package var observation: Int
    package var particle: Int
    package var firstFrame: Int
    /// Number of detections.
    package var frames: Int
    package var diffusion: DiffusionEstimate
    /// Stokes-Einstein diameter of the maximum-likelihood diffusion coefficient, nm.
    package var diameter_nm: Double
    /// Median amplitude of the spot, grey levels.
    package var intensity: Double
    /// Mean localisation variance per axis, µm², before scaling by
    /// ``MotionModel/localizationScale``.
    package var variance_um2: Double
    /// Mean position, µm.
    package var x_um: Double
    package var y_um: Double
  }

  /// A scalar value of the track.
  package subscript<Value>(dynamicMember path: KeyPath<Summary, Value>) -> Value {
    summary[keyPath: path]
  }

  package init(_ summary: Summary, curve: [Float], amplitudes: [Float], gaps: [Int32]) {
    (self.summary, self.curve) = (summary, curve)
    (self.amplitudes, self.gaps) = (amplitudes, gaps)
  }

  package init(
    observation: Int, particle: Int, firstFrame: Int, frames: Int, curve: [Float],
    diffusion: DiffusionEstimate, diameter_nm: Double, amplitudes: [Float], gaps: [Int32],
    intensity: Double, variance_um2: Double, x_um: Double, y_um: Double
  ) {
    self.init(
      Summary(
        observation: observation, particle: particle, firstFrame: firstFrame, frames: frames,
        diffusion: diffusion, diameter_nm: diameter_nm, intensity: intensity,
        variance_um2: variance_um2, x_um: x_um, y_um: y_um),
      curve: curve, amplitudes: amplitudes, gaps: gaps)
  }
}
