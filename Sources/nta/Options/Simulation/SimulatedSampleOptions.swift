import ArgumentParser
import NTAKit

/// Options for the sample in the cell.
struct SimulatedSampleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Name of the run and its files; default: the name of the preset.", valueName: "text"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "A population that replaces those of the preset: normal or lognormal; mean or median diameter; relative SD or SD of the logarithm; particles per mL in the cell; refractive index. May be repeated.",
      valueName: "kind:nm:spread:per-ml:index"))
  var population: [SimulatedPopulation] = []

  @Option(
    unit: "/mL",
    help: ArgumentHelp(
      "Total concentration in the cell; the proportions of the populations are kept.",
      valueName: "per-ml"))
  var concentration: Double?

  @Option(
    unit: "",
    help: ArgumentHelp("Dilution to write into the settings of the videos.", valueName: "x"))
  var dilution: Double?

  @Option(unit: "°C", help: ArgumentHelp("Temperature of the liquid.", valueName: "°C"))
  var temperature: Double?

  @Option(
    unit: "mPa·s",
    help: ArgumentHelp(
      "Viscosity of the liquid; default: that of water at its temperature.", valueName: "mPa·s"))
  var viscosity: Double?

  @Option(unit: "µm/s", help: ArgumentHelp("Drift to the right.", valueName: "µm/s"))
  var driftX: Double?

  @Option(unit: "µm/s", help: ArgumentHelp("Downward drift.", valueName: "µm/s"))
  var driftY: Double?

  @Option(
    unit: "µm/s",
    help: ArgumentHelp("SD of the drift between positions, per axis.", valueName: "µm/s"))
  var driftSpread: Double?

  @Option(unit: "µm", help: ArgumentHelp("Amplitude of a horizontal vibration.", valueName: "µm"))
  var vibrationAmplitude: Double?

  @Option(unit: "Hz", help: ArgumentHelp("Frequency of the vibration.", valueName: "Hz"))
  var vibrationFrequency: Double?

  @Option(
    help: ArgumentHelp(
      "Make a position unusable: drifting, crowded, empty or flooded. May be repeated.",
      valueName: "position:kind"))
  var spoil: [SpoiledPosition] = []

  func apply(to parameters: inout SimulationParameters) throws {
    set(&parameters.name, name)
    if !population.isEmpty { parameters.populations = population }
    if let concentration {
      let present = parameters.concentration_per_mL
      if !(present > 0) {
        throw ValidationError("--concentration needs particles; give a --population too")
      }
      for index in parameters.populations.indices {
        parameters.populations[index].concentration_per_mL *= concentration / present
      }
    }
    set(&parameters.dilution, dilution)
    set(&parameters.temperature_C, temperature)
    // A temperature at which water is not liquid is refused with the other invalid parameters.
    let water = WaterViscosity.viscosity_mPas(at: parameters.temperature_C)
    set(&parameters.viscosity_mPas, viscosity ?? water)
    set(&parameters.driftX_um_per_s, driftX)
    set(&parameters.driftY_um_per_s, driftY)
    set(&parameters.driftSpread_um_per_s, driftSpread)
    set(&parameters.vibrationAmplitude_um, vibrationAmplitude)
    set(&parameters.vibrationFrequency_hz, vibrationFrequency)
    parameters.spoiledPositions = spoil
  }
}
