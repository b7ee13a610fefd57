import NTAAnalysis
import NTAVideo

/// One setting of `summary.json`: its effective value and its source.
struct SettingDocument: Codable, Sendable, Equatable {
  var value: SettingValue
  var source: String
}

/// A setting's value, in JSON's own types.
enum SettingValue: Codable, Sendable, Equatable {
  case flag(Bool)
  case number(Double)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try container.encode(flag)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}

extension SettingDocument {
  init(_ setting: Setting<Double>) {
    value = .number(setting.value)
    source = setting.source.rawValue
  }

  init(_ setting: Setting<Int>) {
    value = .number(Double(setting.value))
    source = setting.source.rawValue
  }

  init(_ setting: Setting<String>) {
    value = .text(setting.value)
    source = setting.source.rawValue
  }

  /// The settings of a run by their names in `summary.json`.
  ///
  /// The number of threads is not among them: no result depends on it.
  static func all(of settings: MeasurementSettings) -> [String: SettingDocument?] {
    let isDefaultSeed = settings.seed == 1
    let limits = settings.positionLimits
    return [
      "pixel_size_um": SettingDocument(settings.pixelSize_um),
      "frame_rate_hz": settings.frameRate_hz.map { SettingDocument($0) },
      "exposure_s": SettingDocument(settings.exposure_s),
      "temperature_C": SettingDocument(settings.temperature_C),
      "medium": SettingDocument(settings.medium),
      "viscosity_mPas": SettingDocument(settings.viscosity_mPas),
      "viscosity_model": SettingDocument(viscosityModel(of: settings)),
      "instrument": settings.instrument.map {
        SettingDocument(Setting($0.value.name, from: $0.source))
      },
      "dilution": SettingDocument(settings.dilution),
      "polarity": SettingDocument(
        Setting(settings.polarity.value.rawValue, from: settings.polarity.source)),
      "depth_um": settings.depth_um.map { SettingDocument($0) },
      "min_track_length": SettingDocument(settings.minimumTrackLength),
      "smallest_diameter_nm": SettingDocument(settings.smallestDiameter_nm),
      "min_tracks": SettingDocument(limits.minimumTracks),
      "max_drift_um_per_s": SettingDocument(limits.maximumDrift_um_per_s),
      "min_particles_per_frame": SettingDocument(limits.minimumParticlesPerFrame),
      "max_particles_per_frame": limits.maximumParticlesPerFrame.map { SettingDocument($0) },
      "outlier_size": SettingDocument(limits.outlierSize),
      "outlier_count": SettingDocument(limits.outlierCount),
      "outlier_intensity": SettingDocument(limits.outlierIntensity),
      "allow_damaged": SettingDocument(
        value: .flag(settings.allowDamaged),
        source: settings.allowDamaged
          ? SettingSource.commandLine.rawValue : SettingSource.programDefault.rawValue),
      "seed": SettingDocument(
        value: .number(Double(settings.seed)),
        source: isDefaultSeed
          ? SettingSource.programDefault.rawValue : SettingSource.commandLine.rawValue),
    ]
  }

  private static func viscosityModel(of settings: MeasurementSettings) -> Setting<String> {
    guard let model = settings.viscosityModel else {
      return Setting("stated", from: settings.viscosity_mPas.source)
    }
    return Setting(model.value.rawValue, from: model.source)
  }
}
