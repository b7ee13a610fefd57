/// How a viscosity follows from a temperature.
public enum ViscosityModel: String, Sendable, Equatable, CaseIterable {
  /// The standard equation for water, times the medium's factor; see ``WaterViscosity``.
  case iapws
  /// The straight line that ZetaViews reckon with, the same for every medium.
  case zetaview

  /// Where the ZetaView's line may be asked for, °C; it is meant for 20 to 30 °C.
  static let zetaViewTemperatures_C = AllowedRange.from(
    10, to: 40, "°C with the viscosity model zetaview")

  /// Farther from the line than this no viscosity is the line's, mPa·s.
  ///
  /// Software before 8.06 prints the viscosity of a moment when the temperature was up to a tenth
  /// of a degree from the one it prints.
  static let zetaViewTolerance_mPas = 0.0021

  /// The ZetaView's viscosity at a temperature, mPa·s.
  ///
  /// At 25 °C it is 1.1 % above that of water, at 20 and 30 °C less than 0.1 %.
  public static func zetaView_mPas(at temperature_C: Double) -> Double {
    1.002 - 0.02043 * (temperature_C - 20)
  }
}
