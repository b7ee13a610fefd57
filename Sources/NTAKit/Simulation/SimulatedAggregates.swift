import NTAAnalysis
import NTAVideo

/// Bright, slow objects among the particles, with the rings of an Airy pattern around them.
struct SimulatedAggregates {
  /// Number at each position.
  let count: Int
  /// Hydrodynamic diameter, in nm.
  let diameter_nm: Double
  /// Light of each in focus at the centre of the sheet, in grey levels summed over pixels.
  let light: Double

  /// The rings of an Airy pattern whose central disc is a Gaussian of one sigma: radii in sigmas, and
  /// light as a share of the disc's (Born and Wolf, Principles of Optics, section 8.5.2).
  ///
  /// Sigma is 0.21 wavelength / aperture; the rings are brightest at 0.82 and 1.34 wavelength /
  /// aperture. They hold 7.2 % and 2.8 % of all light, the disc 83.8 %.
  static let rings: [(radius_sigmas: Double, share: Double)] = [(3.9, 0.086), (6.4, 0.033)]

  /// The aggregates of a run; `nil` without them.
  init?(_ parameters: SimulationParameters) {
    guard let values = parameters.values(of: .aggregates) else { return nil }
    count = Int(values[0])
    diameter_nm = values[2]
    let optics = parameters.optics
    light =
      optics.totalLight100nm(pixelSize_um: parameters.pixelSize_um) / optics.brightness100nm
      * values[1]
  }

  /// The part of the box in which they start: the field of view within the light sheet.
  static func region_um(_ parameters: SimulationParameters) -> [ClosedRange<Double>] {
    let pixel = parameters.pixelSize_um
    let depth_um = min(parameters.optics.sheetHalfWidth_um, parameters.boxHalfDepth_um)
    return [
      -pixel / 2...(Double(parameters.camera.width) - 0.5) * pixel,
      -pixel / 2...(Double(parameters.camera.height) - 0.5) * pixel, -depth_um...depth_um,
    ]
  }
}
