import ArgumentParser
import NTAKit

/// A command that takes settings of a measurement.
///
/// Every such command accepts every setting, so that one list of options serves them all; its help shows
/// only those that act on it.
protocol MeasuringCommand: ParsableCommand {
  /// The settings without effect on the command.
  static var ignoredSettings: [SettingDefinition] { get }
  /// Whether a calibration has an effect on the command.
  static var usesCalibration: Bool { get }
  /// The help of a setting's option.
  static func help(of definition: SettingDefinition) -> String
}

extension MeasuringCommand {
  static var ignoredSettings: [SettingDefinition] { [] }
  static var usesCalibration: Bool { true }
  static func help(of definition: SettingDefinition) -> String { definition.help }
}

extension [SettingDefinition] {
  /// The limits by which positions are left out.
  static let positionLimits: Self = [
    SettingDefinition[\.minimumTracks], SettingDefinition[\.maximumDrift_um_per_s],
    SettingDefinition[\.minimumParticlesPerFrame], SettingDefinition[\.maximumParticlesPerFrame],
    SettingDefinition[\.outlierSize], SettingDefinition[\.outlierCount],
    SettingDefinition[\.outlierIntensity],
  ]
}
