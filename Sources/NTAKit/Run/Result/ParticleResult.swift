import NTAAnalysis
import NTAVideo

/// One sized track: a row of `particles.csv`.
public struct ParticleResult: Sendable, Equatable {
  /// Position, from 1.
  public var position: Int
  /// Particle, from 1 within the position.
  public var particle: Int
  /// First frame it was seen in, from 0.
  public var firstFrame: Int
  /// Frames it was seen in.
  public var frames: Int
  /// Maximum-likelihood diffusion coefficient.
  public var diffusion_um2_per_s: Double
  /// Its standard error.
  public var diffusionStandardError_um2_per_s: Double
  /// Stokes-Einstein diameter.
  public var diameter_nm: Double
  /// Lower end of its 95 % interval.
  public var diameterLower95_nm: Double
  /// Upper end of its 95 % interval; may be infinite for the shortest tracks.
  public var diameterUpper95_nm: Double
  /// Median brightness above the surroundings, in grey levels.
  public var intensity: Double
  /// Localisation error per axis.
  public var localizationError_nm: Double
  /// Mean position, right of the centre of the leftmost pixel.
  public var x_um: Double
  /// Mean position, below the centre of the topmost pixel.
  public var y_um: Double
}
