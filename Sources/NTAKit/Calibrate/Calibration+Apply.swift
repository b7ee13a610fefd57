import Foundation

extension Calibration {
  /// Older calibrations than this are warned of.
  private static let oldest_days = 30
  /// Relative difference of camera settings that is none.
  private static let sameSetting = 0.005

  /// The settings of a run with this calibration applied.
  ///
  /// - Parameters:
  ///   - options: the command line; its `calibrationPath` is the name of this calibration.
  ///   - recording: the run.
  ///   - allowFailed: use a calibration whose criteria were not met.
  ///   - folder: where instrument profiles are looked up.
  /// - Returns: the settings, with warnings of what differs from the calibration.
  /// - Throws: ``NTAError`` for settings that make no sense, and for a calibration that failed or
  ///   is of another instrument or frame size.
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
    do throws(CalibrationError) {
      try check(recording, instrument: resolved.instrument, path: path, allowFailed: allowFailed)
    } catch {
      throw NTAError(error)
    }
    resolved.settings.calibration = AppliedCalibration(
      file: path, standard: document.standard.name, passed: passed,
      slabWidth_um: document.observed_volume.slab_width_um)
    resolved.warnings += differences(
      recording, resolved.settings, file: (path as NSString).lastPathComponent)
    return resolved
  }

  private func check(
    _ recording: Recording, instrument: InstrumentProfile?, path: String, allowFailed: Bool
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
    // A video that cannot be read has its own error, in its own place.
    guard let width = document.camera.frame_width_px, let height = document.camera.frame_height_px,
      let video = recording.positions.first?.source,
      let seen = try? VideoProbe.properties(of: video)
    else { return }
    if (seen.width, seen.height) != (width, height) {
      throw .otherFrameSize(
        path: path, calibrated: "\(width) x \(height)", recorded: "\(seen.width) x \(seen.height)")
    }
  }

  private func differences(
    _ recording: Recording, _ settings: MeasurementSettings, file: String
  ) -> [RunWarning] {
    var warnings: [RunWarning] = []
    if !passed {
      warnings.append(
        RunWarning(
          code: "CALIBRATION_FAILED",
          message: "\(file): this calibration did not meet its criteria and was used on request"))
    }
    if settings.pixelSize_um.source != .calibration,
      abs(settings.pixelSize_um.value / pixelSize_um - 1) > 1e-3
    {
      warnings.append(
        RunWarning(
          code: "CALIBRATION_OVERRULED",
          message: "the pixel size of \(settings.pixelSize_um.value) µm "
            + "(\(settings.pixelSize_um.source.rawValue)) goes before the calibrated "
            + "\(NumberText.fixed(pixelSize_um, decimals: 4)) µm; take it out there, or give "
            + "--pixel-size"))
    }
    if document.pixel_size_nominal_source == SettingSource.instrumentHeader.rawValue,
      let stated = recording.header?.pixelSize_um,
      abs(stated / document.pixel_size_nominal_um - 1) > 1e-3
    {
      warnings.append(
        RunWarning(
          code: "CALIBRATION_SCALE_DIFFERS",
          message: "\(file): the instrument's header stated \(document.pixel_size_nominal_um) µm "
            + "per pixel then and states \(stated) µm now, so its optics or binning were changed; "
            + "calibrate again"))
    }
    if let age = age_days(at: recording.header?.date), age > Self.oldest_days {
      warnings.append(
        RunWarning(
          code: "CALIBRATION_OLD",
          message: "\(file): was made \(age) days before the recording; calibrate at least every "
            + "\(Self.oldest_days) days"))
    }
    let camera = document.camera
    let pairs: [(String, Double?, Double?)] = [
      ("exposure_s", camera.exposure_s, settings.exposure_s.value),
      ("frame_rate_hz", camera.frame_rate_hz, settings.frameRate_hz?.value),
      ("sensitivity", camera.sensitivity, recording.header?.sensitivity),
      ("laser_wavelength_nm", camera.laser_wavelength_nm, recording.header?.laserWavelength_nm),
    ]
    for (name, calibrated, recorded) in pairs {
      guard let calibrated, let recorded,
        abs(recorded - calibrated) > Self.sameSetting * max(abs(calibrated), abs(recorded))
      else { continue }
      warnings.append(
        RunWarning(
          code: "CALIBRATION_CAMERA_DIFFERS",
          message: "\(file): was made with \(name) \(calibrated), the recording has \(recorded); "
            + "the observed volume may differ: calibrate with the settings of the samples"))
    }
    return warnings
  }

  /// Days from the calibration to a recording, both as `yyyy-mm-dd`.
  private func age_days(at date: String?) -> Int? {
    guard let made = document.date.flatMap(Self.day), let recorded = date.flatMap(Self.day) else {
      return nil
    }
    return recorded - made
  }

  /// Days since 1 March of the year 0, by the Gregorian calendar.
  static func day(_ date: String) -> Int? {
    let fields = date.split(separator: "-").compactMap { Int($0) }
    guard fields.count == 3, (1...12).contains(fields[1]), (1...31).contains(fields[2]) else {
      return nil
    }
    let year = fields[1] > 2 ? fields[0] : fields[0] - 1
    let month = (fields[1] + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + fields[2] - 1
  }
}
