import Foundation

/// Dependence of the light scattered at right angles on the diameter of a small sphere.
///
/// Rayleigh-Gans-Debye: the sixth power of the diameter times the form factor of a sphere (Bohren
/// and Huffman, "Absorption and Scattering of Light by Small Particles", section 6.1). For vesicles
/// it agrees with the Mie series within 3 % up to 200 nm; the refractive index only changes the
/// constant.
package struct ScatteringLaw: Sendable, Equatable {
  /// Vacuum wavelength of the laser, nm.
  let wavelength_nm: Double

  /// Wavelength if none is stated: the blue laser of most instruments, nm.
  package static let defaultWavelength_nm = 488.0
  private static let mediumIndex = 1.33

  package init(wavelength_nm: Double = Self.defaultWavelength_nm) {
    self.wavelength_nm = wavelength_nm
  }

  /// ln of the scattered light, up to a constant.
  ///
  /// A sphere larger than half a wavelength scatters in lobes, which the aperture averages; it is
  /// assumed to be at least as bright as any smaller one.
  ///
  /// - Parameter diameters_nm: increasing, > 0.
  /// - Returns: one value per diameter, never decreasing.
  func logBrightness(diameters_nm: [Double]) -> [Double] {
    var brightest = -Double.infinity
    return diameters_nm.map { diameter in
      // Radius times the magnitude of the scattering vector at 90°.
      let u = 2.0.squareRoot() * .pi * Self.mediumIndex * diameter / wavelength_nm
      let amplitude = u < 0.01 ? 1 - u * u / 10 : 3 * (sin(u) - u * cos(u)) / (u * u * u)
      brightest = max(brightest, 6 * log(diameter) + log(max(amplitude * amplitude, 1e-6)))
      return brightest
    }
  }
}
