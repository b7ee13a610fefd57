/// A liquid whose viscosity follows from its temperature.
public enum Medium: String, Sendable, Equatable, CaseIterable {
  /// Pure water.
  case water
  /// Phosphate-buffered saline at its usual strength (137 mM NaCl).
  case pbs

  /// The medium of that name, whatever its case; `nil` for any other.
  public init?(name: String) {
    self.init(rawValue: name.lowercased())
  }

  /// Viscosity over that of water at the same temperature.
  ///
  /// PBS: the Jones-Dole equation with the coefficients of its salts gives 1.015 to 1.02 at 25 °C.
  public var viscosityRelativeToWater: Double {
    switch self {
    case .water: 1
    case .pbs: 1.02
    }
  }

  /// The viscosity in mPa·s at a temperature in [0, 100] °C; `nil` outside.
  public func viscosity_mPas(at temperature_C: Double) -> Double? {
    WaterViscosity.viscosity_mPas(at: temperature_C).map { $0 * viscosityRelativeToWater }
  }
}
