import NTAAnalysis
import NTAVideo

/// A value together with where it came from.
public struct Setting<Value: Sendable & Equatable>: Sendable, Equatable {
  /// The effective value.
  public var value: Value
  /// Who supplied it.
  public var source: SettingSource

  /// A value and its origin.
  public init(_ value: Value, from source: SettingSource) {
    self.value = value
    self.source = source
  }
}

/// Where a setting came from, in falling precedence.
public enum SettingSource: String, Sendable, Equatable, CaseIterable {
  /// An option on the command line, or an argument of a library call.
  case commandLine = "command line"
  /// The `run.yaml` beside the videos, or the file given by `--config`.
  case runFile = "run.yaml"
  /// A calibration made by `nta calibrate`, which the user named for this run.
  case calibration
  /// The instrument's own `.txt` header beside the video.
  case instrumentHeader = "instrument header"
  /// A profile in `calibration/instruments/`.
  case instrumentProfile = "instrument profile"
  /// The video container.
  case container
  /// Measured from the recording itself.
  case measured = "measured"
  /// Derived from other settings, as viscosity is from medium and temperature.
  case derived
  /// The program's default; only for settings that are not physical.
  case programDefault = "default"

  /// Whether this source overrules the other.
  func precedes(_ other: SettingSource) -> Bool {
    // The first of the two in the order of precedence is the higher; equals overrule nothing.
    self != other && Self.allCases.first { $0 == self || $0 == other } == self
  }
}
