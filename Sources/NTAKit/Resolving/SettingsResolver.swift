import Foundation
import NTAAnalysis
import NTAVideo

/// Resolves every setting of a run from its sources.
///
/// The source with the highest precedence in ``SettingSource`` is used: command line, sample sheet,
/// `run.yaml`, calibration, instrument header, instrument profile, container, default. A calibration takes
/// precedence over the header, because the user gave it for this run and it has measured what the
/// header states only as a nominal value. Only the value that is used is checked, so that an invalid
/// value of an instrument can be overridden.
public enum SettingsResolver {
  /// The settings of a run.
  ///
  /// - Parameters:
  ///   - options: The command line.
  ///   - recording: The run, with its `run.yaml` and header.
  ///   - calibration: The calibration to use, if any.
  ///   - folder: Where instrument profiles are looked up.
  /// - Returns: The settings with their sources, and warnings about them.
  /// - Throws: ``SettingsError`` if a required setting is missing or invalid.
  public static func resolve(
    options: SettingOptions, recording: Recording, calibration: CalibrationValues? = nil,
    folder: CalibrationFolder = .fromEnvironment
  ) throws(SettingsError) -> ResolvedSettings {
    let profile = try profile(options: options, recording: recording, folder: folder)
    let offers = SettingOffers(
      options: options, runFile: recording.runFile, header: recording.header,
      calibration: calibration, profile: profile, container: recording.container,
      table: recording.table)
    var warnings: [RunWarning] = []

    let missing = try MissingSettings.of(recording, offers: offers)
    if !missing.isEmpty { throw .missing(missing) }
    let pixelSize_um = try offers.required(\.pixelSize_um)
    let temperature_C = try offers.required(\.temperature_C)
    let liquid = try LiquidResolver.resolve(offers, temperature_C: temperature_C)
    warnings += liquid.warnings

    var settings = MeasurementSettings(
      pixelSize_um: pixelSize_um, temperature_C: temperature_C,
      viscosity_mPas: liquid.viscosity_mPas)
    // The recording has already been divided into positions.
    for definition in SettingTable.definitions where definition.role != .layout {
      settings[definition] = try offers.resolved(definition)
    }
    settings.viscosity_mPas = liquid.viscosity_mPas
    settings.instrument = profile.map {
      Setting(
        RecordedInstrument($0, header: recording.header),
        from: instrumentSource(options: options, recording: recording))
    }
    settings.medium = liquid.medium
    settings.viscosityModel = liquid.model
    if settings.exposure_s.source == .programDefault { warnings.append(.exposureUnknown) }
    settings.threads = try options.threadCount()
    if let frameRate_hz = settings.frameRate_hz?.value {
      settings.exposure_s = try checkedExposure(settings.exposure_s, frameRate_hz: frameRate_hz)
    }
    warnings += StatedSettings(settings: settings, offers: offers).warnings
    return ResolvedSettings(
      settings: settings, sample: settings.sample?.value, instrument: profile,
      warnings: warnings)
  }

  /// The exposure, which must not be longer than the time between frames.
  ///
  /// The container's frame rate is checked later, if no other source supplies one. Because rates and
  /// exposures are stated with few digits, an exposure up to 1 % too long counts as the whole frame
  /// interval.
  package static func checkedExposure(
    _ exposure_s: Setting<Double>, frameRate_hz: Double
  ) throws(SettingsError) -> Setting<Double> {
    let frame_s = 1 / frameRate_hz
    guard exposure_s.value <= frame_s * 1.01 else {
      throw .exposureExceedsFrame(
        exposure_s: exposure_s.value, frameRate_hz: frameRate_hz,
        exposureFrom: exposure_s.source.rawValue)
    }
    return Setting(min(exposure_s.value, frame_s), from: exposure_s.source)
  }

  /// A path in `run.yaml` is relative to that file; an instrument's header names its own profile.
  private static func profile(
    options: SettingOptions, recording: Recording, folder: CalibrationFolder
  ) throws(SettingsError) -> InstrumentProfile? {
    if let name = options.instrument ?? options.stated(\.instrument) {
      return try folder.instrument(name)
    }
    guard let runFile = recording.runFile, let name = runFile.instrument else {
      guard let header = recording.header else { return nil }
      return try folder.instrument(header.profile)
    }
    let parent = (runFile.path as NSString).deletingLastPathComponent
    return try folder.instrument(name, relativeTo: parent.isEmpty ? "." : parent)
  }

  /// The source that names the instrument.
  private static func instrumentSource(
    options: SettingOptions, recording: Recording
  ) -> SettingSource {
    if options.instrument != nil { return .commandLine }
    if options.stated(\.instrument) != nil { return .sampleSheet }
    return recording.runFile?.instrument == nil ? .instrumentHeader : .runFile
  }
}

extension SettingOptions {
  /// The number of threads: the given one, or one per processor core.
  ///
  /// - Returns: the number, in [1, 1024].
  /// - Throws: ``SettingsError/argumentOutOfRange(_:value:allowed:)``.
  package func threadCount() throws(SettingsError) -> Int {
    guard let threads else { return ProcessInfo.processInfo.activeProcessorCount }
    let allowed = AllowedRange.from(1, to: 1024)
    guard allowed.contains(Double(threads)) else {
      throw .argumentOutOfRange(.threads, value: "\(threads)", allowed: allowed.description)
    }
    return threads
  }
}
