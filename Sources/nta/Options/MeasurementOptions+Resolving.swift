import ArgumentParser
import NTAKit

extension MeasurementOptions {
  /// The settings of a run, resolved from all sources.
  ///
  /// - Throws: `NTAError` if a setting is missing or invalid.
  func resolved(for recording: Recording, input: InputOptions? = nil) throws -> ResolvedSettings {
    if let calibrationPath {
      let calibration = try NTAError.mapping { () throws(CalibrationError) in
        try Calibration(path: calibrationPath)
      }
      return try calibration.resolve(
        options: settingOptions(input), recording: recording, allowFailed: allowFailedCalibration)
    }
    return try NTAError.mapping { () throws(SettingsError) in
      try SettingsResolver.resolve(options: settingOptions(input), recording: recording)
    }
  }
}

extension InputOptions {
  /// The run formed by the inputs.
  ///
  /// - Throws: `NTAError` if the inputs cannot be read or do not form a run.
  func recording() throws(NTAError) -> Recording {
    try NTAError.mapping { () throws(RecordingError) in
      try Recording(
        inputs: inputs, runFilePath: runFilePath, positions: positions, cycles: cycles)
    }
  }
}
