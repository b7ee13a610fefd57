import NTAKit

/// A run that is to be measured.
package struct PlannedRun: Sendable {
  /// Name in the study: as the sample sheet names it, or its path below the folder that was searched.
  package var name: String
  /// Path of its folder or video.
  package var input: String
  /// Path of its calibration; `nil` if it has none of its own.
  package var calibration: String?
  /// The settings that the sample sheet states.
  package var values = SettingValues()
  /// The labels that the sample sheet gives it.
  package var labels: [String: String] = [:]
}
