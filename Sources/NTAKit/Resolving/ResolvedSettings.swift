import NTAAnalysis
import NTAVideo

/// The settings of a run, with the warnings about their sources.
public struct ResolvedSettings: Sendable, Equatable {
  /// Every setting with its source.
  public var settings: MeasurementSettings
  /// Name of the sample, if a source states it.
  public var sample: String?
  /// The instrument profile that was used, if any.
  public var instrument: InstrumentProfile?
  /// Warnings about the settings; those about the recording are in ``Recording/warnings``.
  public var warnings: [RunWarning]
}

/// The settings that a calibration supplies.
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
