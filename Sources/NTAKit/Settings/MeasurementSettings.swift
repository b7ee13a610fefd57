import NTAAnalysis
import NTAVideo

/// Everything the measurement needs to know that is not in the pixels.
///
/// Each value carries its source, and `summary.json` repeats both. Lengths are micrometres, times
/// seconds, temperatures degrees Celsius, viscosities mPa·s.
public struct MeasurementSettings: Sendable, Equatable {
  /// Edge of a pixel in the sample, in (0, 100] µm.
  public var pixelSize_um: Setting<Double>
  /// Frames a second, in (0, 100000]; `nil` takes each frame's time from the container.
  public var frameRate_hz: Setting<Double>?
  /// Time the shutter was open for one frame, in [0, frame time] s.
  public var exposure_s: Setting<Double>
  /// Temperature of the liquid, in [0, 100] °C.
  public var temperature_C: Setting<Double>
  /// Name of the liquid: `water`, `pbs`, or any name when the viscosity is given.
  public var medium: Setting<String>
  /// Viscosity of the liquid at that temperature, in (0, 1000] mPa·s.
  public var viscosity_mPas: Setting<Double>
  /// How that viscosity was found; `nil` where someone stated it.
  public var viscosityModel: Setting<ViscosityModel>?
  /// How many times the sample was diluted before the measurement, at least 1.
  public var dilution: Setting<Double>
  /// Bright spots on dark, or dark on bright.
  public var polarity: Setting<Polarity>
  /// Depth of the observed volume, in (0, 10000] µm; `nil` when nothing supplies one.
  public var depth_um: Setting<Double>?
  /// The instrument the run was recorded with, if anyone names it.
  public var instrument: Setting<RecordedInstrument>?
  /// The calibration that is applied, if any.
  public var calibration: AppliedCalibration?
  /// Shortest track that is sized, in frames, at least 3.
  public var minimumTrackLength: Setting<Int>
  /// Smallest diameter whose Brownian step the linking must be able to follow, in nm.
  public var smallestDiameter_nm: Setting<Double>
  /// What decides whether a position counts.
  public var positionLimits: PositionLimitSettings
  /// Analyse what is whole of a damaged recording instead of refusing it.
  public var allowDamaged: Bool
  /// Positions analysed at once; the result does not depend on it.
  public var threads: Int
  /// Seed of the resampling behind the intervals.
  public var seed: UInt64

  /// The settings that have defaults, around the three that have none.
  public init(
    pixelSize_um: Setting<Double>, temperature_C: Setting<Double>,
    viscosity_mPas: Setting<Double>
  ) {
    self.pixelSize_um = pixelSize_um
    frameRate_hz = nil
    exposure_s = Setting(0, from: .programDefault)
    self.temperature_C = temperature_C
    medium = Setting("water", from: .programDefault)
    self.viscosity_mPas = viscosity_mPas
    viscosityModel = nil
    dilution = Setting(1, from: .programDefault)
    polarity = Setting(.bright, from: .programDefault)
    depth_um = nil
    instrument = nil
    calibration = nil
    minimumTrackLength = Setting(4, from: .programDefault)
    smallestDiameter_nm = Setting(30, from: .programDefault)
    positionLimits = PositionLimitSettings()
    allowDamaged = false
    threads = 1
    seed = 1
  }
}
