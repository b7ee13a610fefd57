import Foundation
import NTAAnalysis
import NTAVideo

extension Calibration {
  /// Calibrations older than this raise a warning.
  private static let oldest_days = 30
  /// Relative difference up to which camera settings count as equal.
  private static let sameSetting = 0.005
  /// Relative standard error that the method adds to the intensity ratio of two particles, from
  /// simulated runs of vesicles and silica beside beads; see docs/accuracy.md.
  private static let brightnessError = 0.1

  /// Resolves the settings of a run with this calibration applied.
  ///
  /// - Parameters:
  ///   - options: the command line; its `calibrationPath` is the path of this calibration.
  ///   - recording: the run.
  ///   - allowFailed: accept a calibration whose criteria were not met.
  ///   - folder: where instrument profiles are looked up.
  /// - Returns: the settings, with warnings about differences from the calibration.
  /// - Throws: `NTAError` for invalid settings, and for a calibration that failed or is of
  ///   another instrument or frame size.
  public func resolve(
    options: SettingOptions, recording: Recording, allowFailed: Bool = false,
    folder: CalibrationFolder = .fromEnvironment
  ) throws(NTAError) -> ResolvedSettings {
    let path = options.calibrationPath ?? "calibration"
    var resolved: ResolvedSettings
    do throws(SettingsError) {
      resolved = try SettingsResolver.resolve(
        options: options, recording: recording,
        calibration: CalibrationValues(path: path, pixelSize_um: pixelSize_um), folder: folder)
    } catch {
      throw NTAError(error)
    }
    // A video that cannot be read is reported elsewhere.
    let video = recording.positions.first.flatMap { try? VideoProbe.properties(of: $0.source) }
    do throws(CalibrationError) {
      try check(
        recording, video: video, instrument: resolved.instrument, path: path,
        allowFailed: allowFailed)
    } catch {
      throw NTAError(error)
    }
    resolved.settings.calibration = AppliedCalibration(
      file: path, standard: document.standard.name, passed: passed,
      axialHalfWidth_um: document.observed_volume.slab_width_um,
      axialHalfWidthRelativeError: document.observed_volume.axialHalfWidthRelativeError,
      beadBrightness: beadBrightness(
        for: recording, exposure_s: resolved.settings.exposure_s.value))
    resolved.warnings += differences(
      recording, video: video, resolved.settings, file: (path as NSString).lastPathComponent)
    return resolved
  }

  private func check(
    _ recording: Recording, video: VideoProperties?, instrument: InstrumentProfile?, path: String,
    allowFailed: Bool
  ) throws(CalibrationError) {
    if !passed && !allowFailed {
      throw .failed(path: path, criteria: criteria.filter { !$0.passed }.map(\.name))
    }
    let made = document.instrument
    if let serial = made.serial_number, let recorded = recording.header?.serialNumber,
      serial != recorded
    {
      throw .otherInstrument(path: path, calibrated: serial, recorded: recorded)
    }
    if let profile = made.profile, let recorded = instrument?.name, profile != recorded {
      throw .otherInstrument(path: path, calibrated: profile, recorded: recorded)
    }
    guard let width = document.camera.frame_width_px, let height = document.camera.frame_height_px,
      let video, (video.width, video.height) != (width, height)
    else { return }
    throw .otherFrameSize(
      path: path, calibrated: "\(width) x \(height)", recorded: "\(video.width) x \(video.height)")
  }

  private func differences(
    _ recording: Recording, video: VideoProperties?, _ settings: MeasurementSettings, file: String
  ) -> [RunWarning] {
    var warnings: [RunWarning] = []
    if !passed {
      warnings.append(.calibrationFailed(file: file))
    }
    if ![.calibration, .table].contains(settings.pixelSize_um.source),
      abs(settings.pixelSize_um.value / pixelSize_um - 1) > 1e-3
    {
      warnings.append(
        .calibrationOverruled(
          pixelSize_um: settings.pixelSize_um.value,
          source: settings.pixelSize_um.source.rawValue, calibrated_um: pixelSize_um))
    }
    if document.pixel_size_nominal_source == SettingSource.instrumentHeader.rawValue,
      let stated = recording.header?.pixelSize_um,
      abs(stated / document.pixel_size_nominal_um - 1) > 1e-3
    {
      warnings.append(
        .calibrationScaleDiffers(
          file: file, stated_um: document.pixel_size_nominal_um, statedNow_um: stated))
    }
    if let warning = ageWarning(settings, file: file) { warnings.append(warning) }
    return warnings + cameraWarnings(recording, video: video, settings, file: file)
  }

  /// Warns of an old calibration; one without a date already raised a warning when it was made.
  private func ageWarning(_ settings: MeasurementSettings, file: String) -> RunWarning? {
    guard let made = document.date.flatMap(CalendarDay.number) else { return nil }
    guard let recorded = (settings.date?.value).flatMap(CalendarDay.number) else {
      return .calibrationAgeUnknown(file: file, made: document.date ?? "")
    }
    let age = recorded - made
    guard abs(age) > Self.oldest_days else { return nil }
    return .calibrationOld(file: file, age_days: age, limit_days: Self.oldest_days)
  }

  /// Brightness of the beads; `nil` if the recording's camera settings or illumination differ.
  private func beadBrightness(for recording: Recording, exposure_s: Double) -> BeadBrightness? {
    let camera = document.camera
    guard let amplitude = document.bead_height, let index = document.standard.refractive_index,
      Self.isSame(camera.exposure_s, exposure_s),
      Self.isSame(camera.sensitivity, recording.header?.sensitivity),
      Self.isSame(camera.laser_wavelength_nm, recording.header?.laserWavelength_nm)
    else { return nil }
    let counting = document.bead_height_relative_error ?? 0
    return BeadBrightness(
      amplitude: amplitude,
      relativeError: (counting * counting + Self.brightnessError * Self.brightnessError)
        .squareRoot(), diameter_nm: document.standard.diameter_nm, refractiveIndex: index,
      isSensitivityStated: camera.sensitivity != nil && recording.header?.sensitivity != nil)
  }

  /// True when two settings are equal, or one of them is unknown.
  private static func isSame(_ calibrated: Double?, _ recorded: Double?) -> Bool {
    guard let calibrated, let recorded else { return true }
    return abs(recorded - calibrated) <= sameSetting * max(abs(calibrated), abs(recorded))
  }

  private func cameraWarnings(
    _ recording: Recording, video: VideoProperties?, _ settings: MeasurementSettings, file: String
  ) -> [RunWarning] {
    var warnings: [RunWarning] = []
    let camera = document.camera
    let pairs: [(String, Double?, Double?)] = [
      ("exposure_s", camera.exposure_s, settings.exposure_s.value),
      ("frame_rate_hz", camera.frame_rate_hz, settings.frameRate_hz?.value ?? video?.frameRate_hz),
      ("sensitivity", camera.sensitivity, recording.header?.sensitivity),
      ("laser_wavelength_nm", camera.laser_wavelength_nm, recording.header?.laserWavelength_nm),
    ]
    for (name, calibrated, recorded) in pairs {
      guard let calibrated, let recorded, !Self.isSame(calibrated, recorded) else { continue }
      warnings.append(
        .calibrationCameraDiffers(
          file: file, setting: name, calibrated: calibrated, recorded: recorded))
    }
    return warnings
  }
}
