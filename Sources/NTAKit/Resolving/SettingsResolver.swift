import Foundation
import NTAAnalysis
import NTAVideo

/// Decides every setting of a run.
///
/// Whoever stands higher in ``SettingSource`` wins: command line, `run.yaml`, calibration,
/// instrument header, instrument profile, container, default. A calibration is named by the user
/// for this run, and measured what the header states as nominal; only what is stated by hand goes
/// before it. Only the winning value is checked, so that a wrong value of an instrument can be
/// overruled.
public enum SettingsResolver {
  /// The settings of a run.
  ///
  /// - Parameters:
  ///   - options: The command line.
  ///   - recording: The run, with its `run.yaml` and header.
  ///   - calibration: The calibration to use, if any.
  ///   - folder: Where instrument profiles are looked up.
  /// - Returns: The settings with their sources, and warnings about them.
  /// - Throws: ``SettingsError`` if a physical setting is missing or makes no sense.
  public static func resolve(
    options: SettingOptions, recording: Recording, calibration: CalibrationValues? = nil,
    folder: CalibrationFolder = .fromEnvironment
  ) throws(SettingsError) -> ResolvedSettings {
    let profile = try profile(options: options, recording: recording, folder: folder)
    let offers = SettingOffers(
      options: options, runFile: recording.runFile, header: recording.header,
      calibration: calibration, profile: profile)
    var warnings: [RunWarning] = []

    let pixelSize_um = try offers.required(\.pixelSize_um)
    let temperature_C = try offers.required(\.temperature_C)
    let liquid = try LiquidResolver.resolve(offers, temperature_C: temperature_C)
    warnings += liquid.warnings

    var settings = MeasurementSettings(
      pixelSize_um: pixelSize_um, temperature_C: temperature_C,
      viscosity_mPas: liquid.viscosity_mPas)
    // The positions of a video are those of the recording by now.
    for definition in SettingTable.definitions where definition.role != .layout {
      settings[definition] = try offers.decided(definition)
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
    settings.threads = try threads(options)
    if let frameRate_hz = settings.frameRate_hz?.value {
      settings.exposure_s = try checkedExposure(settings.exposure_s, frameRate_hz: frameRate_hz)
    }
    return ResolvedSettings(
      settings: settings, sample: settings.sample?.value, instrument: profile,
      warnings: warnings)
  }

  /// The exposure, if a frame is at least that long.
  ///
  /// For the frame rate of the container, where nothing else gives one. Rates and exposures are
  /// written with few digits: an exposure up to 1 % too long is taken as the whole frame.
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

  /// A path in `run.yaml` is relative to that file; a ZetaView's header names its own instrument.
  private static func profile(
    options: SettingOptions, recording: Recording, folder: CalibrationFolder
  ) throws(SettingsError) -> InstrumentProfile? {
    if let name = options.instrument { return try folder.instrument(name) }
    guard let runFile = recording.runFile, let name = runFile.instrument else {
      return recording.header == nil ? nil : try folder.instrument("zetaview")
    }
    let parent = (runFile.path as NSString).deletingLastPathComponent
    return try folder.instrument(name, relativeTo: parent.isEmpty ? "." : parent)
  }

  /// Who named the instrument.
  private static func instrumentSource(
    options: SettingOptions, recording: Recording
  ) -> SettingSource {
    if options.instrument != nil { return .commandLine }
    return recording.runFile?.instrument == nil ? .instrumentHeader : .runFile
  }

  private static func threads(_ options: SettingOptions) throws(SettingsError) -> Int {
    guard let threads = options.threads else { return ProcessInfo.processInfo.activeProcessorCount }
    let allowed = AllowedRange.from(1, to: 1024)
    guard allowed.contains(Double(threads)) else {
      throw .argumentOutOfRange(
        .threads, value: "\(threads)", allowed: allowed.description)
    }
    return threads
  }
}
