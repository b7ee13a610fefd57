import NTAAnalysis
import NTAVideo

/// The options of the command line: settings of ``SettingTable``, and options that are not settings of
/// a measurement.
public struct SettingOptions: SettingSupplier, Sendable, Equatable {
  /// The given settings.
  public var values = SettingValues()
  /// What a sample sheet states of the run; options override it.
  public var sampleSheet: SettingValues?
  /// Path of a calibration.
  public var calibrationPath: String?
  /// Path of a `run.yaml` that is not beside the videos.
  public var runFilePath: String?
  /// Number of threads, at least 1; `nil` uses one per processor core.
  public var threads: Int?

  /// No options.
  public init() {}
}
