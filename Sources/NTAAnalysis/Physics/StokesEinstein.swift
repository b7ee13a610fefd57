/// Relation between hydrodynamic diameter and diffusion coefficient of a sphere in a liquid.
///
/// Stokes-Einstein: `d = kB T / (3 pi eta D)`.
public struct StokesEinstein: Sendable, Equatable {
  /// Boltzmann constant, J/K, exact since the SI of 2019.
  static let boltzmann = 1.380649e-23

  /// `D * d`, the same for every sphere in this liquid, µm²/s · nm.
  public let product_um2_nm_per_s: Double

  /// The relation for a liquid.
  ///
  /// - Parameters:
  ///   - temperature_C: temperature, > -273.15 °C.
  ///   - viscosity_mPas: dynamic viscosity, > 0 mPa·s.
  public init(temperature_C: Double, viscosity_mPas: Double) {
    precondition(temperature_C > -273.15 && viscosity_mPas > 0)
    let kelvin = temperature_C + 273.15
    // m³/s -> µm²·nm/s is 1e12 * 1e9.
    product_um2_nm_per_s = Self.boltzmann * kelvin / (3 * .pi * viscosity_mPas * 1e-3) * 1e21
  }

  /// Diameter, nm, of a particle with the diffusion coefficient `diffusion` > 0, µm²/s.
  public func diameter_nm(diffusion_um2_per_s diffusion: Double) -> Double {
    product_um2_nm_per_s / diffusion
  }

  /// Diffusion coefficient, µm²/s, of a particle with the diameter `diameter` > 0, nm.
  public func diffusion_um2_per_s(diameter_nm diameter: Double) -> Double {
    product_um2_nm_per_s / diameter
  }
}
