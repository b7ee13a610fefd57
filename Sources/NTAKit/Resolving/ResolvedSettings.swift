import NTAAnalysis
import NTAVideo

/// The settings of a run, and what is worth knowing about where they came from.
public struct ResolvedSettings: Sendable, Equatable {
  /// Every setting with its source.
  public var settings: MeasurementSettings
  /// Name of the sample, if anyone gives one.
  public var sample: String?
  /// The instrument profile that was used, if any.
  public var instrument: InstrumentProfile?
  /// What the user should know of the settings; the warnings of the recording are its own.
  public var warnings: [RunWarning]
}

/// What a calibration supplies; each value where its file has one.
public struct CalibrationValues: SettingSupplier, Sendable, Equatable {
  /// The calibration's file, for messages.
  public var path: String
  /// The settings that it supplies.
  public var values = SettingValues()

  /// The values of the calibration at `path`.
  public init(path: String, pixelSize_um: Double? = nil, depth_um: Double? = nil) {
    self.path = path
    self.pixelSize_um = pixelSize_um
    self.depth_um = depth_um
  }
}
