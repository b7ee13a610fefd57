@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

extension MeasurementSettings {
  /// Those of a simulated run, as its run file would state them.
  init(of parameters: SimulationParameters) {
    self.init(
      pixelSize_um: Setting(parameters.pixelSize_um, from: .runFile),
      temperature_C: Setting(parameters.temperature_C, from: .runFile),
      viscosity_mPas: Setting(parameters.viscosity_mPas, from: .runFile))
  }

  /// Water at 25 °C.
  static func water(pixelSize_um: Double = 0.713) -> MeasurementSettings {
    MeasurementSettings(
      pixelSize_um: Setting(pixelSize_um, from: .commandLine),
      temperature_C: Setting(25, from: .commandLine),
      viscosity_mPas: Setting(0.89, from: .commandLine))
  }
}
