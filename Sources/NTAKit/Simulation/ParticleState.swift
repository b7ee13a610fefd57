import NTAAnalysis
import NTAVideo

/// Ground truth of one simulated particle during one exposure.
package struct ParticleState: Sendable, Equatable {
  /// Number of the particle within its position, from 1.
  package var particle: Int
  /// Mean column during the exposure, in px from the centre of the leftmost pixel; particles
  /// outside the field of view have values outside the image.
  package var x: Double
  /// Mean row during the exposure, in px from the centre of the topmost pixel.
  package var y: Double
  /// Mean signed distance from the middle of the light sheet during the exposure, in µm; this is
  /// the distance from focus unless the focal plane is tilted.
  package var z_um: Double
  /// Diameter of the particle, in nm.
  package var diameter_nm: Double
  /// Expected amplitude of the spot above the background, averaged over the exposure, before
  /// clipping and motion blur, in 8-bit grey levels at the camera's gain.
  package var intensity: Double
}

/// One frame of a simulated position with its ground truth.
package struct SimulatedFrame: Sendable {
  /// Number of the frame, from 0.
  package let index: Int
  /// The recorded image.
  package let image: GrayImage
  /// All particles in the box, by number.
  package let particles: [ParticleState]
}
