import NTAAnalysis
import NTAVideo

/// What the command line says: the settings of ``SettingTable``, and what is not a setting of the
/// measurement.
public struct SettingOptions: SettingSupplier, Sendable, Equatable {
  /// The settings that are given.
  public var values = SettingValues()
  /// Path of a calibration.
  public var calibrationPath: String?
  /// Path of a `run.yaml` that is not beside the videos.
  public var runFilePath: String?
  /// Positions analysed at once, at least 1; `nil` takes one a processor.
  public var threads: Int?

  /// Options that say nothing.
  public init() {}
}
