import NTAAnalysis
import NTAVideo

/// Everything the measurement needs to know that is not in the pixels.
///
/// Each row of ``SettingTable`` is a property of it, as in `settings.pixelSize_um.value`: a
/// ``Setting`` with value and source, or `nil` where a measurement can do without. `summary.json`
/// repeats both. Lengths are micrometres, times seconds, temperatures degrees Celsius, viscosities
/// mPa·s.
@dynamicMemberLookup
public struct MeasurementSettings: Sendable, Equatable {
  private var decided: [String: Setting<SettingValue>] = [:]
  /// The instrument the run was recorded with, if anyone names it.
  public var instrument: Setting<RecordedInstrument>?
  /// The calibration that is applied, if any.
  public var calibration: AppliedCalibration?
  /// Positions analysed at once; the result does not depend on it.
  public var threads = 1

  /// The settings that have defaults, around the three that have none.
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

  /// The setting of a row, whatever its type; `nil` where there is none.
  public subscript(_ definition: SettingDefinition) -> Setting<SettingValue>? {
    get { decided[definition.key] }
    set { decided[definition.key] = newValue }
  }

  /// A setting that every measurement has.
  public subscript<Value>(
    dynamicMember row: KeyPath<SettingTable, CertainSetting<Value>>
  ) -> Setting<Value> {
    get {
      let definition = SettingDefinition[row]
      guard let setting = decided[definition.key], let value = Value(setting.value) else {
        preconditionFailure("no measurement is without \(definition.key)")
      }
      return Setting(value, from: setting.source)
    }
    set {
      self[SettingDefinition[row]] = Setting(newValue.value.settingValue, from: newValue.source)
    }
  }

  /// A setting that a measurement can do without.
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
  /// Analyse what is whole of a damaged recording instead of refusing it.
  public var allowDamaged: Bool {
    get { self[dynamicMember: \.allowDamaged].value }
    set {
      self[dynamicMember: \.allowDamaged] = Setting(
        newValue, from: newValue ? .commandLine : .programDefault)
    }
  }

  /// Seed of the resampling behind the intervals.
  public var seed: UInt64 {
    get { self[dynamicMember: \.seed].value }
    set { self[dynamicMember: \.seed] = Setting(newValue, from: .commandLine) }
  }

  /// What decides whether a position counts; see ``PositionResult/Removal``.
  package var positionLimits: PositionLimits {
    PositionLimits(
      minimumTracks: self.minimumTracks.value,
      maximumDrift_um_per_s: self.maximumDrift_um_per_s.value,
      minimumParticlesPerFrame: self.minimumParticlesPerFrame.value,
      maximumParticlesPerFrame: self.maximumParticlesPerFrame?.value,
      outlierSize: self.outlierSize.value,
      outlierCount: self.outlierCount.value, outlierIntensity: self.outlierIntensity.value)
  }

  /// A setting as results report it; `nil` where there is none.
  ///
  /// It is that of the row, but for the instrument, which is reported by name, and the viscosity
  /// model, which is `stated` where the viscosity does not follow from the temperature.
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
