import Foundation

/// The refractive index that makes a sphere as bright as it is seen, beside beads of known size and index.
///
/// The light that an objective across the beam collects follows from the Mie series
/// (``MieScattering``), for both alike. After van der Pol et al., "Refractive index determination of
/// nanoparticles in suspension using nanoparticle tracking analysis", Nano Letters 14 (2014) 6195.
///
/// Effective: a vesicle is a shell around what is nearly water, and has the index of the homogeneous
/// sphere that scatters as much.
struct EffectiveIndex: Sendable {
  /// Index of the liquid: that of water.
  ///
  /// What is found lies above it by nearly the right amount where the liquid's is another.
  static let mediumIndex = 1.33
  /// Aperture of the objective; the ratio of two spheres' light hardly depends on it.
  private static let numericalAperture = 0.3
  /// Indices above this are not searched.
  private static let highest = 2.5
  /// Spheres larger than this part of a wavelength scatter in lobes: light no longer tells the index.
  private static let largest = 0.7

  private let wavelength_nm: Double
  /// Light of a bead, as a multiple of `1 / wavenumber²`.
  private let beadLight: Double

  /// Beads to compare with; nil for values out of range.
  ///
  /// - Parameters:
  ///   - beadDiameter_nm: in [1, 10000] nm.
  ///   - beadIndex: index of the beads, in (1.33, 2.5].
  ///   - wavelength_nm: of the laser in vacuum, in [200, 2000] nm.
  init?(beadDiameter_nm: Double, beadIndex: Double, wavelength_nm: Double) {
    guard (1...10_000).contains(beadDiameter_nm), (200...2000).contains(wavelength_nm),
      beadIndex > Self.mediumIndex, beadIndex <= Self.highest
    else { return nil }
    self.wavelength_nm = wavelength_nm
    beadLight = Self.light(
      diameter_nm: beadDiameter_nm, index: beadIndex, wavelength_nm: wavelength_nm)
  }

  /// Index of a sphere.
  ///
  /// - Parameters:
  ///   - diameter_nm: of the sphere, >= 1 nm.
  ///   - brightness: its light over that of a bead, > 0.
  /// - Returns: an index above the liquid's; nil for spheres larger than 0.7 wavelengths, and for more
  ///   light than an index of 2.5 explains.
  func index(diameter_nm: Double, brightness: Double) -> Double? {
    guard diameter_nm <= Self.largest * wavelength_nm, brightness > 0 else { return nil }
    // Light goes nearly with the square of the difference of the indices.
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
