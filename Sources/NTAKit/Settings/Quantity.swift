import NTAAnalysis
import NTAVideo

/// A setting that is a number: its names at the edges and what is allowed.
public enum Quantity: String, Sendable, Equatable, CaseIterable {
  /// Edge of a pixel in the sample.
  case pixelSize = "pixel_size_um"
  /// Frames a second.
  case frameRate = "frame_rate_hz"
  /// Time the shutter was open for one frame.
  case exposure = "exposure_s"
  /// Temperature of the liquid.
  case temperature = "temperature_C"
  /// Viscosity of the liquid.
  case viscosity = "viscosity_mPas"
  /// How many times the sample was diluted.
  case dilution = "dilution"
  /// Depth of the observed volume.
  case depth = "depth_um"
  /// Positions in a single video.
  case positions = "positions"
  /// Times each position was measured.
  case cycles = "cycles"
  /// Shortest track that is sized, in frames.
  case minimumTrackLength = "min_track_length"
  /// Smallest diameter the linking must be able to follow.
  case smallestDiameter = "smallest_diameter_nm"
  /// Fewest sized tracks of a position.
  case minimumTracks = "min_tracks"
  /// Fastest common motion of a position.
  case maximumDrift = "max_drift_um_per_s"
  /// Fewest particles in a frame of a position.
  case minimumParticles = "min_particles_per_frame"
  /// Most particles in a frame of a position.
  case maximumParticles = "max_particles_per_frame"
  /// Robust deviations of a position's median diameter that make an outlier.
  case outlierSize = "outlier_size"
  /// Robust deviations of a position's particle count that make an outlier.
  case outlierCount = "outlier_count"
  /// Robust deviations of a position's mean brightness that make an outlier.
  case outlierIntensity = "outlier_intensity"

  /// The key in `run.yaml`, in instrument profiles and in `summary.json`.
  public var key: String { rawValue }

  /// What messages call it.
  public var name: ArgumentName { ArgumentName(key) }

  /// The values that make sense.
  public var allowed: AllowedRange {
    switch self {
    case .pixelSize: .from(0.001, to: 100, "µm")
    case .frameRate: .from(0.001, to: 100_000, "Hz")
    case .exposure: .from(0, to: 100, "s")
    case .temperature: .from(0, to: 100, "°C")
    case .viscosity: .from(0.01, to: 1000, "mPa·s")
    case .dilution: .from(1, to: 1e12)
    case .depth: .from(0.01, to: 10_000, "µm")
    case .positions: .from(1, to: 10_000)
    case .cycles: .from(1, to: 10_000)
    // A diffusion coefficient and its error take two steps, thus three frames.
    case .minimumTrackLength: .from(3, to: 100_000, "frames")
    case .smallestDiameter: .from(1, to: 10_000, "nm")
    case .minimumTracks, .minimumParticles: .from(0, to: 1_000_000)
    case .maximumDrift: .above(0, to: 100_000, "µm/s")
    case .maximumParticles: .above(0, to: 1_000_000)
    case .outlierSize, .outlierCount, .outlierIntensity:
      .above(0, to: 1_000_000, "robust deviations")
    }
  }
}
