/// Models of viscosity as a function of temperature.
public enum ViscosityModel: String, Sendable, Equatable, CaseIterable {
  /// IAPWS equation for water, times the medium's factor; see ``WaterViscosity``.
  case iapws
  /// The straight line used by ZetaView instruments, the same for every medium.
  case zetaview

  /// Allowed temperatures of the ZetaView line, °C; it is intended for 20 to 30 °C.
  package static let zetaViewTemperatures_C = AllowedRange.from(
    10, to: 40, "°C with the viscosity model zetaview")

  /// Largest deviation from the line, mPa·s, of a viscosity still attributed to it.
  ///
  /// Software before 8.06 prints a viscosity taken at a slightly different time: the temperature
  /// then differed by up to a tenth of a degree from the printed one.
  package static let zetaViewTolerance_mPas = 0.0021

  /// Viscosity by the ZetaView line, mPa·s.
  ///
  /// It is 1.1 % above that of water at 25 °C, and within 0.1 % of it at 20 and 30 °C.
  public static func zetaView_mPas(at temperature_C: Double) -> Double {
    1.002 - 0.02043 * (temperature_C - 20)
  }
}
