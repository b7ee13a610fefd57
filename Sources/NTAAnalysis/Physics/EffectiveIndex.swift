import Foundation

/// Effective refractive index of particles, from their intensity relative to beads of known size
/// and index.
///
/// The light collected by an objective perpendicular to the beam follows from the Mie series
/// (``MieScattering``), for particles and beads alike. After van der Pol et al., "Refractive index
/// determination of nanoparticles in suspension using nanoparticle tracking analysis", Nano Letters
/// 14 (2014) 6195.
///
/// A vesicle is a shell around a core of nearly water; its effective index is that of the
/// homogeneous sphere that scatters as much light.
struct EffectiveIndex: Sendable {
  /// Refractive index of the liquid: that of water.
  ///
  /// For another liquid, the resulting index is shifted by nearly the difference between the
  /// liquids.
  static let mediumIndex = 1.33
  /// Numerical aperture of the objective; the intensity ratio of two spheres hardly depends on it.
  private static let numericalAperture = 0.3
  /// Highest index searched.
  private static let highest = 2.5
  /// Largest diameter in wavelengths; larger spheres scatter in lobes, and intensity no longer
  /// determines the index.
  private static let largest = 0.7

  private let wavelength_nm: Double
  /// Collected light of a bead, in units of `1 / wavenumber²`.
  private let beadLight: Double

  /// A comparison with reference beads; nil for values out of range.
  ///
  /// - Parameters:
  ///   - beadDiameter_nm: diameter of the beads, in [1, 10000] nm.
  ///   - beadIndex: refractive index of the beads, in (1.33, 2.5].
  ///   - wavelength_nm: vacuum wavelength of the laser, in [200, 2000] nm.
  init?(beadDiameter_nm: Double, beadIndex: Double, wavelength_nm: Double) {
    guard (1...10_000).contains(beadDiameter_nm), (200...2000).contains(wavelength_nm),
      beadIndex > Self.mediumIndex, beadIndex <= Self.highest
    else { return nil }
    self.wavelength_nm = wavelength_nm
    beadLight = Self.light(
      diameter_nm: beadDiameter_nm, index: beadIndex, wavelength_nm: wavelength_nm)
  }

  /// Effective index of a sphere.
  ///
  /// - Parameters:
  ///   - diameter_nm: diameter of the sphere, >= 1 nm.
  ///   - brightness: its collected light relative to that of a bead, > 0.
  /// - Returns: an index above the liquid's; nil for spheres larger than 0.7 wavelengths, and for
  ///   more light than an index of 2.5 explains.
  func index(diameter_nm: Double, brightness: Double) -> Double? {
    guard diameter_nm <= Self.largest * wavelength_nm, brightness > 0 else { return nil }
    // Scattered light is nearly proportional to the square of the index difference.
    var excess = 0.1
    for _ in 0..<60 {
      let index = min(Self.mediumIndex + excess, Self.highest)
      let light = Self.light(
        diameter_nm: diameter_nm, index: index, wavelength_nm: wavelength_nm)
      let factor = (brightness * beadLight / light).squareRoot()
      if abs(factor - 1) < 1e-9 { return index }
      excess = min((index - Self.mediumIndex) * factor, 2)
    }
    return nil
  }

  private static func light(diameter_nm: Double, index: Double, wavelength_nm: Double) -> Double {
    MieScattering(
      sizeParameter: .pi * diameter_nm * mediumIndex / wavelength_nm,
      relativeIndex: index / mediumIndex
    ).collected(halfAngle: asin(numericalAperture / mediumIndex))
  }
}
