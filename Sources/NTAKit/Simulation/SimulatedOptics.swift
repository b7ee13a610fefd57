import Foundation
import NTAAnalysis
import NTAVideo

/// Light sheet, scattering and microscope of a simulated instrument.
package struct SimulatedOptics: Sendable, Equatable {
  /// How scattered light depends on size and refractive index.
  package enum Scattering: String, Sendable, CaseIterable {
    /// The Mie series, collected over the aperture.
    case mie
    /// Proportional to the sixth power of the diameter.
    case rayleigh
  }
  /// How scattered light depends on size and refractive index.
  package var scattering = Scattering.mie
  /// Vacuum wavelength of the laser, in [200, 2000] nm.
  package var wavelength_nm = 488.0
  /// Numerical aperture of the objective, in [0.01, 0.99 x medium index].
  package var numericalAperture = 0.3
  /// Refractive index of the liquid, in [1, 2].
  package var mediumIndex = 1.33
  /// Gaussian sigma of a spot in focus, in [0.001, 100] µm; `nil` is the diffraction limit.
  package var spotSigma_um: Double? = 0.78
  /// Distance from focus at which a spot's sigma has grown by the square root of 2, in [0.001, 1e6]
  /// µm.
  package var focusDepth_um = 7.0
  /// Distance from the centre of the light sheet at which its intensity is down to exp(-2), in
  /// [0.001, 1e6] µm.
  package var sheetHalfWidth_um = 7.0
  /// Brightest pixel, above the background, of a 100 nm polystyrene sphere in focus and centred on
  /// the pixel, in [0.001, 1e6] grey levels of an 8-bit camera at gain 1.
  package var brightness100nm = 50.0
  /// Fraction of a strongly defocused spot's light that lies in a ring, in [0, 1].
  package var ringFraction = 0.0

  /// The optics of a ZetaView-like instrument.
  package init() {}

  /// Sigma of a spot in focus, in µm: the given value, or 0.21 wavelength / aperture, the best
  /// Gaussian approximation of an Airy pattern.
  package var focusedSigma_um: Double {
    spotSigma_um ?? 0.21 * wavelength_nm / 1000 / numericalAperture
  }

  /// Sigma of a spot at a distance from focus, in µm.
  package func spotSigma_um(defocus_um z: Double) -> Double {
    let ratio = z / focusDepth_um
    return focusedSigma_um * (1 + ratio * ratio).squareRoot()
  }

  /// Intensity of the light sheet relative to that at its centre.
  package func illumination(defocus_um z: Double) -> Double {
    let ratio = z / sheetHalfWidth_um
    return exp(-2 * ratio * ratio)
  }

  /// Light scattered into the objective relative to that of a 100 nm polystyrene sphere.
  /// - Parameters:
  ///   - diameter_nm: diameter of the particle, in [1, 10000] nm.
  ///   - index: refractive index of the particle, in [1, 3].
  /// - Returns: at least 0; 1 for a 100 nm polystyrene sphere.
  package func relativeBrightness(diameter_nm: Double, index: Double) -> Double {
    if index == mediumIndex { return 0 }
    switch scattering {
    case .mie:
      return collectedLight(diameter_nm: diameter_nm, index: index)
        / collectedLight(diameter_nm: 100, index: SimulatedOptics.polystyreneIndex)
    case .rayleigh:
      let contrast =
        polarizability(index) / polarizability(SimulatedOptics.polystyreneIndex)
      return pow(diameter_nm / 100, 6) * contrast * contrast
    }
  }

  /// Total light of a 100 nm polystyrene sphere in focus, in grey levels summed over pixels.
  func totalLight100nm(pixelSize_um: Double) -> Double {
    let central = erf(pixelSize_um / (2 * 2.0.squareRoot() * focusedSigma_um))
    return brightness100nm / (central * central)
  }

  /// Refractive index of polystyrene, the reference for intensity.
  static let polystyreneIndex = 1.59

  private func collectedLight(diameter_nm: Double, index: Double) -> Double {
    let series = MieScattering(
      sizeParameter: Double.pi * diameter_nm * mediumIndex / wavelength_nm,
      relativeIndex: index / mediumIndex)
    return series.collected(halfAngle: asin(numericalAperture / mediumIndex))
  }

  /// Clausius-Mossotti factor of a sphere in the medium.
  private func polarizability(_ index: Double) -> Double {
    let square = index / mediumIndex * (index / mediumIndex)
    return (square - 1) / (square + 2)
  }
}
