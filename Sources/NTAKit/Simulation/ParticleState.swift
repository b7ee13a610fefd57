import NTAAnalysis
import NTAVideo

/// Ground truth of one simulated particle during one exposure.
public struct ParticleState: Sendable, Equatable {
  /// Number of the particle within its position, from 1.
  public var particle: Int
  /// Mean column during the exposure, in px from the centre of the leftmost pixel; particles
  /// outside the field of view have values outside the image.
  public var x: Double
  /// Mean row during the exposure, in px from the centre of the topmost pixel.
  public var y: Double
  /// Mean signed distance from focus during the exposure, in µm.
  public var z_um: Double
  /// Diameter of the particle, in nm.
  public var diameter_nm: Double
  /// Expected amplitude of the spot above the background, averaged over the exposure, before
  /// clipping and motion blur, in 8-bit grey levels at the camera's gain.
  public var intensity: Double
}

/// One frame of a simulated position with its ground truth.
public struct SimulatedFrame: Sendable {
  /// Number of the frame, from 0.
  public let index: Int
  /// The recorded image.
  public let image: GrayImage
  /// All particles in the box, by number.
  public let particles: [ParticleState]
}
