import Foundation

/// How the light that small spheres scatter at right angles goes with their size.
///
/// Rayleigh, Gans and Debye: the sixth power of the diameter times the form factor of a sphere
/// (Bohren and Huffman, "Absorption and Scattering of Light by Small Particles", section 6.1). For
/// vesicles it is within 3 % of the Mie series up to 200 nm; the index only shifts it.
struct ScatteringLaw: Sendable, Equatable {
  /// Wavelength of the laser in vacuum, nm.
  let wavelength_nm: Double

  /// Where no one states the laser: the blue one of most instruments.
  static let usualWavelength_nm = 488.0
  private static let mediumIndex = 1.33

  init(wavelength_nm: Double = Self.usualWavelength_nm) {
    self.wavelength_nm = wavelength_nm
  }

  /// ln of the scattered light, up to a constant.
  ///
  /// A sphere of half a wavelength and more scatters in lobes, which the aperture smooths away: it is
  /// taken to be no dimmer than a smaller one.
  ///
  /// - Parameter diameters_nm: rising, > 0.
  /// - Returns: one value a diameter, never falling.
  func logBrightness(diameters_nm: [Double]) -> [Double] {
    var brightest = -Double.infinity
    return diameters_nm.map { diameter in
      // Half the diameter times the scattering vector.
      let u = 2.0.squareRoot() * .pi * Self.mediumIndex * diameter / wavelength_nm
      let amplitude = u < 0.01 ? 1 - u * u / 10 : 3 * (sin(u) - u * cos(u)) / (u * u * u)
      brightest = max(brightest, 6 * log(diameter) + log(max(amplitude * amplitude, 1e-6)))
      return brightest
    }
  }
}
