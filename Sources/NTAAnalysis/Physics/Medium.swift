/// A liquid whose viscosity is computed from its temperature.
package enum Medium: String, Sendable, Equatable, CaseIterable {
  /// Pure water.
  case water
  /// Phosphate-buffered saline at its usual concentration (137 mM NaCl).
  case pbs

  /// The medium of a name, ignoring case; `nil` for any other name.
  package init?(name: String) {
    self.init(rawValue: name.lowercased())
  }

  /// Viscosity relative to that of water at the same temperature.
  package var viscosityRelativeToWater: Double {
    switch self {
    case .water: 1
    case .pbs: 1.02
    }
  }

  /// The viscosity in mPa·s at a temperature in [0, 100] °C; `nil` outside.
  package func viscosity_mPas(at temperature_C: Double) -> Double? {
    WaterViscosity.viscosity_mPas(at: temperature_C).map { $0 * viscosityRelativeToWater }
  }
}
