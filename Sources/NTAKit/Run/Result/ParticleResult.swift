import NTAAnalysis
import NTAVideo

/// One sized track: a row of `particles.csv`.
public struct ParticleResult: Sendable, Equatable {
  /// Position number, from 1.
  public var position: Int
  /// Particle number, from 1 within the position.
  public var particle: Int
  /// First frame in which the particle was detected, from 0.
  public var firstFrame: Int
  /// Number of frames in which the particle was detected.
  public var frames: Int
  /// Maximum-likelihood diffusion coefficient.
  public var diffusion_um2_per_s: Double
  /// Standard error of the diffusion coefficient.
  public var diffusionStandardError_um2_per_s: Double
  /// Stokes-Einstein diameter.
  public var diameter_nm: Double
  /// Lower end of the diameter's 95 % interval.
  public var diameterLower95_nm: Double
  /// Upper end of the diameter's 95 % interval; it may be infinite for the shortest tracks.
  public var diameterUpper95_nm: Double
  /// Median amplitude of the spot above the background, in grey levels.
  public var intensity: Double
  /// Localisation error per axis.
  public var localizationError_nm: Double
  /// Mean x coordinate; the origin is the centre of the leftmost pixel.
  public var x_um: Double
  /// Mean y coordinate, downwards; the origin is the centre of the topmost pixel.
  public var y_um: Double
}
