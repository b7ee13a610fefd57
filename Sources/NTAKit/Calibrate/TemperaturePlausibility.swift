import NTAAnalysis
import NTAVideo

/// Checks whether a wrong temperature or viscosity could explain an apparent change of pixel size.
struct TemperaturePlausibility {
  /// Smallest noteworthy temperature error, °C: cells are controlled or measured more precisely.
  static let noteworthy_C = 2.0

  /// The settings with which the beads were sized.
  let settings: MeasurementSettings
  /// The temperature change that would explain the change of scale; `nil` if there is none.
  let change_C: Double?
  /// Certified diameter over the one measured with the nominal pixel size.
  let factor: Double

  /// Warnings to consider before the pixel size is used.
  var warnings: [RunWarning] { [scale, viscosity].compactMap { $0 } }

  /// Warns of a change of scale that, as an error of the temperature, would be a large one.
  private var scale: RunWarning? {
    guard change_C.map(abs) ?? .infinity > Self.noteworthy_C else { return nil }
    // Diameters are inversely proportional to the viscosity.
    let stated = settings.viscosity_mPas.value
    return .temperaturePlausibility(
      error_C: change_C, stated_mPas: stated, explaining_mPas: stated / factor)
  }

  /// Warns of a manual viscosity that the medium has only at a clearly different temperature.
  private var viscosity: RunWarning? {
    let temperature_C = settings.temperature_C.value
    let stated = settings.viscosity_mPas.value
    guard settings.viscosityModel == nil, let medium = Medium(name: settings.medium.value),
      let warmer = medium.viscosity_mPas(at: temperature_C + Self.noteworthy_C),
      let colder = medium.viscosity_mPas(at: temperature_C - Self.noteworthy_C),
      let expected = medium.viscosity_mPas(at: temperature_C), !(warmer...colder).contains(stated)
    else { return nil }
    return .viscosityPlausibility(
      stated_mPas: stated, medium: medium.rawValue, temperature_C: temperature_C,
      expected_mPas: expected)
  }

  /// The temperature change that scales diameters by `factor`; `nil` if none in 0-100 °C does.
  ///
  /// Diameters are proportional to T / viscosity(T); the viscosity factor of a salt solution
  /// cancels.
  static func change_C(temperature_C: Double, factor: Double) -> Double? {
    guard let here = ratio(temperature_C), factor > 0 else { return nil }
    var (low, high) = (0.0, 100.0)
    guard let lowest = ratio(low), let highest = ratio(high),
      (lowest / here...highest / here).contains(factor)
    else { return nil }
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if let value = ratio(middle), value / here < factor { low = middle } else { high = middle }
    }
    return 0.5 * (low + high) - temperature_C
  }

  private static func ratio(_ temperature_C: Double) -> Double? {
    WaterViscosity.viscosity_mPas(at: temperature_C).map { (temperature_C + 273.15) / $0 }
  }
}
