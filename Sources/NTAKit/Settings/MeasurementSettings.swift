import NTAAnalysis
import NTAVideo

/// All settings of a measurement, which cannot be measured from the video itself.
///
/// Each row of ``SettingTable`` is a property, for example `settings.pixelSize_um.value`: a
/// ``Setting`` with value and source, which may be `nil` if it is optional. Both are written to
/// `summary.json`. The units are µm, s, °C and mPa·s.
@dynamicMemberLookup
public struct MeasurementSettings: Sendable, Equatable {
  private var settings: [String: Setting<SettingValue>] = [:]
  /// The instrument with which the run was recorded, if a source names it.
  public var instrument: Setting<RecordedInstrument>?
  /// The calibration that is applied, if any.
  public var calibration: AppliedCalibration?
  /// Number of threads; the result does not depend on it.
  public var threads = 1

  /// Creates settings from the three that have no default; all others have their defaults.
  public init(
    pixelSize_um: Setting<Double>, temperature_C: Setting<Double>,
    viscosity_mPas: Setting<Double>
  ) {
    for definition in SettingTable.definitions {
      self[definition] = definition.defaultValue.map { Setting($0, from: .programDefault) }
    }
    self.viscosityModel = nil
    self.pixelSize_um = pixelSize_um
    self.temperature_C = temperature_C
    self.viscosity_mPas = viscosity_mPas
  }

  /// The setting of a row of any type; `nil` if it has no value.
  public subscript(_ definition: SettingDefinition) -> Setting<SettingValue>? {
    get { settings[definition.key] }
    set { settings[definition.key] = newValue }
  }

  /// A required setting.
  public subscript<Value>(
    dynamicMember row: KeyPath<SettingTable, CertainSetting<Value>>
  ) -> Setting<Value> {
    get {
      let definition = SettingDefinition[row]
      guard let setting = settings[definition.key], let value = Value(setting.value) else {
        preconditionFailure("the setting \(definition.key) is required")
      }
      return Setting(value, from: setting.source)
    }
    set {
      self[SettingDefinition[row]] = Setting(newValue.value.settingValue, from: newValue.source)
    }
  }

  /// An optional setting.
  public subscript<Value>(
    dynamicMember row: KeyPath<SettingTable, PossibleSetting<Value>>
  ) -> Setting<Value>? {
    get {
      self[SettingDefinition[row]].flatMap { setting in
        Value(setting.value).map { Setting($0, from: setting.source) }
      }
    }
    set {
      self[SettingDefinition[row]] = newValue.map {
        Setting($0.value.settingValue, from: $0.source)
      }
    }
  }
}

extension MeasurementSettings {
  /// Analyse the whole frames of a damaged recording instead of refusing it.
  public var allowDamaged: Bool {
    get { self[dynamicMember: \.allowDamaged].value }
    set {
      self[dynamicMember: \.allowDamaged] = Setting(
        newValue, from: newValue ? .commandLine : .programDefault)
    }
  }

  /// Seed of the resampling from which the intervals are calculated.
  public var seed: UInt64 {
    get { self[dynamicMember: \.seed].value }
    set { self[dynamicMember: \.seed] = Setting(newValue, from: .commandLine) }
  }

  /// The limits at which positions are left out; see ``PositionResult/Removal``.
  package var positionLimits: PositionLimits {
    PositionLimits(
      minimumTracks: self.minimumTracks.value,
      maximumDrift_um_per_s: self.maximumDrift_um_per_s.value,
      minimumParticlesPerFrame: self.minimumParticlesPerFrame.value,
      maximumParticlesPerFrame: self.maximumParticlesPerFrame?.value,
      outlierSize: self.outlierSize.value,
      outlierCount: self.outlierCount.value, outlierIntensity: self.outlierIntensity.value)
  }

  /// A setting as it is reported in results; `nil` if it has no value.
  ///
  /// The instrument is reported by name, and the viscosity model as `stated` if the viscosity was not
  /// calculated from the temperature.
  package func reported(_ definition: SettingDefinition) -> Setting<SettingValue>? {
    switch definition {
    case SettingDefinition[\.instrument]:
      instrument.map { Setting(.text($0.value.name), from: $0.source) }
    case SettingDefinition[\.viscosityModel] where self.viscosityModel == nil:
      Setting(.text("stated"), from: self.viscosity_mPas.source)
    default:
      self[definition]
    }
  }
}
