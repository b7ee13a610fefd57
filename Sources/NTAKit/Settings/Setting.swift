import NTAAnalysis
import NTAVideo

/// The value of a setting with its source.
public struct Setting<Value: Sendable & Equatable>: Sendable, Equatable {
  /// The value.
  public var value: Value
  /// The source that supplied the value.
  public var source: SettingSource

  /// Creates a setting from its value and source.
  public init(_ value: Value, from source: SettingSource) {
    self.value = value
    self.source = source
  }
}

/// The sources of settings, in descending order of precedence.
public enum SettingSource: String, Sendable, Equatable, CaseIterable {
  /// The table of tracks that is measured: positions in µm need no pixel size.
  case table
  /// An option on the command line, or an argument of a library call.
  case commandLine = "command line"
  /// The run's row in the sample sheet of a batch.
  case sampleSheet = "sample sheet"
  /// The `run.yaml` beside the videos, or the file given by `--config`.
  case runFile = "run.yaml"
  /// A calibration made by `nta calibrate`, which the user gave for this run.
  case calibration
  /// The instrument's own `.txt` header beside the video.
  case instrumentHeader = "instrument header"
  /// A profile in `calibration/instruments/`.
  case instrumentProfile = "instrument profile"
  /// The video container.
  case container
  /// Measured from the recording itself.
  case measured = "measured"
  /// Derived from other settings, as the viscosity is from the medium and the temperature.
  case derived
  /// The program's default; only for settings that are not physical.
  case programDefault = "default"

  /// True if this source has a higher precedence than the other.
  func precedes(_ other: SettingSource) -> Bool {
    // The first of the two in the list has the higher precedence.
    self != other && Self.allCases.first { $0 == self || $0 == other } == self
  }
}
