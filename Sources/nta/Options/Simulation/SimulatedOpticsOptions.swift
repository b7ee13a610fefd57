import ArgumentParser
import NTAKit

/// Options for the illumination and the microscope.
struct SimulatedOpticsOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How the brightness depends on the size.", valueName: "law"))
  var scattering: SimulatedOptics.Scattering?

  @Option(unit: "nm", help: ArgumentHelp("Wavelength of the laser.", valueName: "nm"))
  var wavelength: Double?

  @Option(unit: "", help: ArgumentHelp("Numerical aperture of the objective.", valueName: "na"))
  var aperture: Double?

  @Option(unit: "", help: ArgumentHelp("Refractive index of the liquid.", valueName: "n"))
  var mediumIndex: Double?

  @Option(
    unit: "µm",
    help: ArgumentHelp(
      "Gaussian sigma of a spot in focus; 0 for the diffraction limit.", valueName: "µm"))
  var spotSigma: Double?

  @Option(
    unit: "µm",
    help: ArgumentHelp(
      "Defocus at which the sigma of a spot is √2 times that in focus.", valueName: "µm"))
  var focusDepth: Double?

  @Option(unit: "µm", help: ArgumentHelp("1/e² half-width of the light sheet.", valueName: "µm"))
  var sheetHalfWidth: Double?

  @Option(
    unit: "",
    help: ArgumentHelp(
      "Peak grey level of a 100 nm polystyrene bead in focus.", valueName: "grey"))
  var brightness: Double?

  @Option(
    unit: "",
    help: ArgumentHelp(
      "Fraction of the light of a strongly defocused spot that forms a ring.", valueName: "0-1"))
  var ringFraction: Double?

  func apply(to optics: inout SimulatedOptics) {
    set(&optics.scattering, scattering)
    set(&optics.wavelength_nm, wavelength)
    set(&optics.numericalAperture, aperture)
    set(&optics.mediumIndex, mediumIndex)
    if let spotSigma { optics.spotSigma_um = spotSigma == 0 ? nil : spotSigma }
    set(&optics.focusDepth_um, focusDepth)
    set(&optics.sheetHalfWidth_um, sheetHalfWidth)
    set(&optics.brightness100nm, brightness)
    set(&optics.ringFraction, ringFraction)
  }
}
