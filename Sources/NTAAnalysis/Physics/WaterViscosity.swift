import Foundation

/// The viscosity of liquid water at atmospheric pressure.
///
/// IAPWS SR6-08(2011), equation for the viscosity at 0.1 MPa, after Huber et al., J. Phys. Chem.
/// Ref. Data 38 (2009) 101. Its uncertainty is about 1 %.
public enum WaterViscosity {
  /// Temperatures at which water is liquid at 0.1 MPa; the equation itself holds from -20 to 110
  /// °C.
  public static let validTemperatures_C: ClosedRange<Double> = 0...100

  /// The viscosity in mPa·s at a temperature in [0, 100] °C; `nil` outside, and for NaN.
  public static func viscosity_mPas(at temperature_C: Double) -> Double? {
    guard validTemperatures_C.contains(temperature_C) else { return nil }
    let reduced = (temperature_C + 273.15) / 300
    var viscosity_uPas = 0.0
    for (factor, power) in terms { viscosity_uPas += factor * pow(reduced, power) }
    return viscosity_uPas / 1000
  }

  /// Factors in µPa·s and powers of T/300 K.
  private static let terms: [(factor: Double, power: Double)] = [
    (280.68, -1.9), (511.45, -7.7), (61.131, -19.6), (0.45903, -40),
  ]
}
