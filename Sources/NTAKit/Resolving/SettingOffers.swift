import NTAAnalysis
import NTAVideo

/// What each source offers for a setting, and the choice between them.
struct SettingOffers {
  let options: SettingOptions
  let runFile: RunFile?
  let header: ZetaViewHeader?
  let calibration: CalibrationValues?
  let profile: InstrumentProfile?

  /// The highest source's value, checked; `nil` where nobody offers one.
  func number(_ quantity: Quantity) throws(SettingsError) -> Setting<Double>? {
    for (value, source) in offers(of: quantity) {
      guard let value else { continue }
      guard quantity.allowed.contains(value) else {
        let allowed = quantity.allowed.description
        throw source == .commandLine
          ? .argumentOutOfRange(quantity.name, value: "\(value)", allowed: allowed)
          : .outOfRange(
            origin: origin(of: source), name: quantity.key, value: "\(value)", allowed: allowed)
      }
      return Setting(value, from: source)
    }
    return nil
  }

  /// The same, with the program's default for want of an offer; an error for want of both.
  func required(
    _ quantity: Quantity, default fallback: Double?
  ) throws(SettingsError) -> Setting<Double> {
    if let offered = try number(quantity) { return offered }
    guard let fallback else { throw .missing(quantity) }
    return Setting(fallback, from: .programDefault)
  }

  /// The same for a whole number.
  func integer(
    _ quantity: Quantity, default fallback: Int
  ) throws(SettingsError) -> Setting<Int> {
    let setting = try required(quantity, default: Double(fallback))
    return Setting(Int(setting.value), from: setting.source)
  }

  /// Bright spots unless someone says otherwise.
  var polarity: Setting<Polarity> {
    if let polarity = options.polarity { return Setting(polarity, from: .commandLine) }
    if let polarity = runFile?.polarity { return Setting(polarity, from: .runFile) }
    if let polarity = profile?.polarity { return Setting(polarity, from: .instrumentProfile) }
    return Setting(.bright, from: .programDefault)
  }

  /// What a source is called in messages: its file, where it has one.
  func origin(of source: SettingSource) -> String {
    switch source {
    case .runFile: runFile?.path ?? source.rawValue
    case .instrumentHeader: header?.path ?? source.rawValue
    case .calibration: calibration?.path ?? source.rawValue
    case .instrumentProfile: profile.map { "instrument profile \($0.name)" } ?? source.rawValue
    default: source.rawValue
    }
  }

  /// The same without folders, for warnings: they go into results, which people pass on.
  func fileName(of source: SettingSource) -> String {
    source == .instrumentHeader ? header?.fileName ?? source.rawValue : origin(of: source)
  }

  private func offers(of quantity: Quantity) -> [(Double?, SettingSource)] {
    [
      (optioned(quantity), .commandLine), (written(quantity), .runFile),
      (calibrated(quantity), .calibration), (recorded(quantity), .instrumentHeader),
      (profiled(quantity), .instrumentProfile),
    ]
  }

  private func optioned(_ quantity: Quantity) -> Double? {
    switch quantity {
    case .pixelSize: options.pixelSize_um
    case .frameRate: options.frameRate_hz
    case .exposure: options.exposure_s
    case .temperature: options.temperature_C
    case .viscosity: options.viscosity_mPas
    case .dilution: options.dilution
    case .depth: options.depth_um
    case .positions: options.positions.map(Double.init)
    case .cycles: options.cycles.map(Double.init)
    case .minimumTrackLength: options.minimumTrackLength.map(Double.init)
    case .smallestDiameter: options.smallestDiameter_nm
    case .minimumTracks, .maximumDrift, .minimumParticles, .maximumParticles, .outlierSize,
      .outlierCount, .outlierIntensity:
      options.positionLimits.value(of: quantity)
    }
  }

  private func written(_ quantity: Quantity) -> Double? {
    switch quantity {
    case .pixelSize: runFile?.pixelSize_um
    case .frameRate: runFile?.frameRate_hz
    case .exposure: runFile?.exposure_s
    case .temperature: runFile?.temperature_C
    case .viscosity: runFile?.viscosity_mPas
    case .dilution: runFile?.dilution
    case .depth: runFile?.depth_um
    case .positions: runFile?.positions.map(Double.init)
    case .cycles: runFile?.cycles.map(Double.init)
    case .minimumTrackLength: runFile?.minimumTrackLength.map(Double.init)
    case .smallestDiameter: runFile?.smallestDiameter_nm
    case .minimumTracks, .maximumDrift, .minimumParticles, .maximumParticles, .outlierSize,
      .outlierCount, .outlierIntensity:
      runFile?.positionLimits.value(of: quantity)
    }
  }

  /// The instrument's own track length is a setting of its software, not of the recording.
  private func recorded(_ quantity: Quantity) -> Double? {
    switch quantity {
    case .pixelSize: header?.pixelSize_um
    case .frameRate: header?.frameRate_hz
    case .exposure: header?.exposure_s
    case .temperature: header?.temperature_C
    case .viscosity: header?.viscosity_mPas
    case .dilution: header?.dilution
    case .positions: header?.positions.map(Double.init)
    case .cycles: header?.cycles.map(Double.init)
    default: nil
    }
  }

  private func calibrated(_ quantity: Quantity) -> Double? {
    switch quantity {
    case .pixelSize: calibration?.pixelSize_um
    case .depth: calibration?.depth_um
    default: nil
    }
  }

  private func profiled(_ quantity: Quantity) -> Double? {
    switch quantity {
    case .pixelSize: profile?.pixelSize_um
    case .frameRate: profile?.frameRate_hz
    case .exposure: profile?.exposure_s
    case .depth: profile?.depth_um
    default: nil
    }
  }
}
