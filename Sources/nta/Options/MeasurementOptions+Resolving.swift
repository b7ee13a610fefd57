import ArgumentParser
import NTAKit

extension MeasurementOptions {
  /// The settings of a run, by everything that may supply one.
  ///
  /// - Throws: `NTAError` for settings that are missing or make no sense.
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
  /// The run that the inputs make.
  ///
  /// - Throws: `NTAError` for inputs that cannot be read or make no run.
  func recording() throws(NTAError) -> Recording {
    try NTAError.mapping { () throws(RecordingError) in
      try Recording(
        inputs: inputs, runFilePath: runFilePath, positions: positions, cycles: cycles)
    }
  }
}
