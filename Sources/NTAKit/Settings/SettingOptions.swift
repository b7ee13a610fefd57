import NTAAnalysis
import NTAVideo

/// What the command line says; `nil` where it says nothing.
public struct SettingOptions: Sendable, Equatable {
  /// Name of the sample.
  public var sample: String?
  /// Name or path of an instrument profile.
  public var instrument: String?
  /// Edge of a pixel in the sample, in (0, 100] µm.
  public var pixelSize_um: Double?
  /// Frames a second, in (0, 100000].
  public var frameRate_hz: Double?
  /// Time the shutter was open for one frame, in [0, frame time] s.
  public var exposure_s: Double?
  /// Temperature of the liquid, in [0, 100] °C.
  public var temperature_C: Double?
  /// Name of the liquid.
  public var medium: String?
  /// Viscosity of the liquid, in (0, 1000] mPa·s.
  public var viscosity_mPas: Double?
  /// How the viscosity follows from the temperature, where none is stated.
  public var viscosityModel: ViscosityModel?
  /// How many times the sample was diluted, at least 1.
  public var dilution: Double?
  /// Positions in a single video, at least 1.
  public var positions: Int?
  /// Times each position was measured, at least 1.
  public var cycles: Int?
  /// Bright spots on dark, or dark on bright.
  public var polarity: Polarity?
  /// Depth of the observed volume, in (0, 10000] µm.
  public var depth_um: Double?
  /// Shortest track that is sized, at least 3 frames.
  public var minimumTrackLength: Int?
  /// Smallest diameter the linking must be able to follow, in [1, 10000] nm.
  public var smallestDiameter_nm: Double?
  /// What decides whether a position counts.
  public var positionLimits = PositionLimitValues()
  /// Path of a calibration.
  public var calibrationPath: String?
  /// Path of a `run.yaml` that is not beside the videos.
  public var runFilePath: String?
  /// Analyse what is whole of a damaged recording.
  public var allowDamaged = false
  /// Positions analysed at once, at least 1; `nil` takes one a processor.
  public var threads: Int?
  /// Seed of the resampling.
  public var seed: UInt64?

  /// Options that say nothing.
  public init() {}
}
