import ArgumentParser
import Foundation
import NTAKit

/// `nta simulate`: renders a synthetic recording with known truth.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Render a synthetic recording with known truth.",
    discussion: """
      Writes videos, their settings (run.yaml, or an instrument's header) and truth.json, which \
      holds the diameter of every particle. The same options and seed give the same bytes. Grey \
      levels are given on the scale of an 8-bit camera, whatever the bit depth.

      EXAMPLE: nta simulate --preset exosome --out exosome --seed 7
               nta simulate --preset mixture --single-video --out mixture
               nta simulate --preset blank --positions 3 --out blank
      """)

  @Option(
    help: "Sample: beads-110, exosome, mixture or blank. Other options override its parameters.")
  var preset: SimulationParameters.Preset

  @Option(help: ArgumentHelp("Folder to write.", valueName: "dir"))
  var out: String

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @OptionGroup(title: "SAMPLE") var sample: SimulatedSampleOptions
  @OptionGroup(title: "CONDITIONS") var conditions: SimulatedConditionOptions
  @OptionGroup(title: "RECORDING") var recording: SimulatedRecordingOptions
  @OptionGroup(title: "OPTICS") var optics: SimulatedOpticsOptions
  @OptionGroup(title: "CAMERA") var camera: SimulatedCameraOptions
  @OptionGroup(title: "OUTPUT") var output: SimulatedOutputOptions

  func run() throws {
    var parameters = SimulationParameters.preset(preset)
    try sample.apply(to: &parameters)
    parameters.conditions = conditions.condition
    recording.apply(to: &parameters)
    optics.apply(to: &parameters.optics)
    camera.apply(to: &parameters.camera)
    do throws(SimulationError) {
      var run = SimulatedRun(try Simulator(parameters, seed: seed))
      output.apply(to: &run)
      let meter = ProgressMeter(isQuiet: output.quiet)
      defer { meter.finish() }
      let (positions, frames) = (parameters.positions, parameters.frames)
      try run.write(to: out, overwrite: output.overwrite) { position, done in
        meter.report(
          PipelineProgress(
            position: position, positionCount: positions, framesDone: done,
            framesExpected: frames))
      }
    } catch {
      throw NTAError(error)
    }
    if !output.quiet { try StandardOutput.write("\(out)\n") }
  }
}

extension SimulationParameters.Preset: ExpressibleByArgument {}
extension SimulatedVideoFormat.Encoding: ExpressibleByArgument {}
extension SimulatedVideoFormat.Container: ExpressibleByArgument {}
extension SimulatedOptics.Scattering: ExpressibleByArgument {}

extension SimulatedPopulation: ExpressibleByArgument {
  /// Reads `KIND:CENTRE_NM:SPREAD:PER_ML:INDEX`.
  package init?(argument: String) {
    let fields = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 5, let kind = Kind(rawValue: String(fields[0])) else { return nil }
    let numbers = fields.dropFirst().compactMap { Double($0) }
    guard numbers.count == 4 else { return nil }
    self.init(
      kind: kind, centre_nm: numbers[0], spread: numbers[1], concentration_per_mL: numbers[2],
      index: numbers[3])
  }
}

extension SpoiledPosition: ExpressibleByArgument {
  /// Reads `POSITION:KIND`.
  package init?(argument: String) {
    let fields = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 2, let position = Int(fields[0]),
      let kind = Kind(rawValue: String(fields[1]))
    else { return nil }
    self.init(position: position, kind: kind)
  }
}

/// Options for the sample in the cell.
struct SimulatedSampleOptions: ParsableArguments {
  @Option(help: "Name of the run and its files; default: the name of the preset.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "A population that replaces those of the preset: normal or lognormal; mean or median diameter; relative SD or SD of the logarithm; particles per mL in the cell; refractive index. May be repeated.",
      valueName: "kind:nm:spread:per-ml:index"))
  var population: [SimulatedPopulation] = []

  @Option(
    help: ArgumentHelp(
      "Total concentration in the cell; the proportions of the populations are kept.",
      valueName: "per-ml"))
  var concentration: Double?

  @Option(
    help: ArgumentHelp("Dilution to write into the settings of the videos.", valueName: "x"))
  var dilution: Double?

  @Option(help: ArgumentHelp("Temperature of the liquid.", valueName: "°C"))
  var temperature: Double?

  @Option(
    help: ArgumentHelp(
      "Viscosity of the liquid; default: that of water at its temperature.", valueName: "mPa·s"))
  var viscosity: Double?

  @Option(help: ArgumentHelp("Drift to the right.", valueName: "µm/s"))
  var driftX: Double?

  @Option(help: ArgumentHelp("Downward drift.", valueName: "µm/s"))
  var driftY: Double?

  @Option(
    help: ArgumentHelp("SD of the drift between positions, per axis.", valueName: "µm/s"))
  var driftSpread: Double?

  @Option(help: ArgumentHelp("Amplitude of a horizontal vibration.", valueName: "µm"))
  var vibrationAmplitude: Double?

  @Option(help: ArgumentHelp("Frequency of the vibration.", valueName: "Hz"))
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

/// Options for departures from the ideal recording.
struct SimulatedConditionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Depart from the ideal, as in --condition shear-flow:20. May be repeated.",
      discussion: table, valueName: "name:values"),
    transform: condition)
  var condition: [SimulatedCondition] = []

  private static let table = SimulatedCondition.Kind.allCases
    .map { "\($0.form)\n\($0.definition.meaning)" }
    .joined(separator: "\n\n")

  private static func condition(_ text: String) throws -> SimulatedCondition {
    do throws(SimulationError) {
      return try SimulatedCondition(text)
    } catch {
      throw ValidationError(error.description(in: .commandLine))
    }
  }
}

/// Options for the length and size of the recording.
struct SimulatedRecordingOptions: ParsableArguments {
  @Option(help: "Number of positions in the cell.")
  var positions: Int?

  @Option(help: "Frames per position.")
  var frames: Int?

  @Option(help: ArgumentHelp("Width of a frame.", valueName: "px"))
  var width: Int?

  @Option(help: ArgumentHelp("Height of a frame.", valueName: "px"))
  var height: Int?

  @Option(help: ArgumentHelp("Frames per second.", valueName: "Hz"))
  var frameRate: Double?

  @Option(help: ArgumentHelp("Exposure time of a frame.", valueName: "s"))
  var exposure: Double?

  @Option(help: ArgumentHelp("Pixel size in the sample.", valueName: "µm"))
  var pixelSize: Double?

  @Option(help: "Number of instants within the exposure at which particles are drawn.")
  var exposureSteps: Int?

  @Option(
    help: ArgumentHelp(
      "Width of the liquid simulated around the field of view.", valueName: "µm"))
  var margin: Double?

  @Option(
    help: ArgumentHelp(
      "Depth of the liquid simulated on each side of the focal plane.", valueName: "µm"))
  var halfDepth: Double?

  func apply(to parameters: inout SimulationParameters) {
    set(&parameters.positions, positions)
    set(&parameters.frames, frames)
    set(&parameters.camera.width, width)
    set(&parameters.camera.height, height)
    set(&parameters.frameRate_hz, frameRate)
    set(&parameters.exposure_s, exposure)
    set(&parameters.pixelSize_um, pixelSize)
    set(&parameters.exposureSteps, exposureSteps)
    set(&parameters.margin_um, margin)
    set(&parameters.boxHalfDepth_um, halfDepth)
  }
}

/// Options for the illumination and the microscope.
struct SimulatedOpticsOptions: ParsableArguments {
  @Option(help: "How the brightness depends on the size: mie or rayleigh.")
  var scattering: SimulatedOptics.Scattering?

  @Option(help: ArgumentHelp("Wavelength of the laser.", valueName: "nm"))
  var wavelength: Double?

  @Option(help: ArgumentHelp("Numerical aperture of the objective.", valueName: "na"))
  var aperture: Double?

  @Option(help: ArgumentHelp("Refractive index of the liquid.", valueName: "n"))
  var mediumIndex: Double?

  @Option(
    help: ArgumentHelp(
      "Gaussian sigma of a spot in focus; 0 for the diffraction limit.", valueName: "µm"))
  var spotSigma: Double?

  @Option(
    help: ArgumentHelp(
      "Defocus at which the sigma of a spot is √2 times that in focus.", valueName: "µm"))
  var focusDepth: Double?

  @Option(help: ArgumentHelp("1/e² half-width of the light sheet.", valueName: "µm"))
  var sheetHalfWidth: Double?

  @Option(
    help: ArgumentHelp(
      "Peak grey level of a 100 nm polystyrene bead in focus.", valueName: "grey"))
  var brightness: Double?

  @Option(
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

/// Options for the sensor, and for what it records besides particles.
struct SimulatedCameraOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Bits per pixel: 8 or 16.", valueName: "bits"))
  var bitDepth: Int?

  @Option(
    help: ArgumentHelp(
      "Grey level without light; a negative one clips dark pixels.", valueName: "grey"))
  var offset: Double?

  @Option(help: ArgumentHelp("Mean grey level of the stray light.", valueName: "grey"))
  var strayLight: Double?

  @Option(
    help: ArgumentHelp(
      "Relative increase of the stray light from the centre to the brightest corner.",
      valueName: "0-1"))
  var strayGradient: Double?

  @Option(help: ArgumentHelp("SD of the read noise.", valueName: "grey"))
  var readNoise: Double?

  @Option(help: ArgumentHelp("Electrons per grey level, for the shot noise.", valueName: "e"))
  var electrons: Double?

  @Option(help: "Factor by which light and noise are multiplied.")
  var gain: Double?

  @Option(help: "Number of immobile specks of dirt at each position.")
  var dirt: Int?

  @Option(help: "Number of hot pixels.")
  var hotPixels: Int?

  func apply(to camera: inout SimulatedCamera) {
    set(&camera.bitDepth, bitDepth)
    set(&camera.offset, offset)
    set(&camera.strayLight, strayLight)
    set(&camera.strayGradient, strayGradient)
    set(&camera.readNoise, readNoise)
    set(&camera.electronsPerGrayLevel, electrons)
    set(&camera.gain, gain)
    set(&camera.dirtSpots, dirt)
    set(&camera.hotPixels, hotPixels)
  }
}

/// Options for the files and the progress display.
struct SimulatedOutputOptions: ParsableArguments {
  @Option(help: "Encoding: ffv1 (lossless), mjpeg, jpeg2000, raw, h264 or mpeg4.")
  var encoding: SimulatedVideoFormat.Encoding = .ffv1

  @Option(help: "Container: avi, mkv or mp4; default: mp4 for h264 and mpeg4, otherwise avi.")
  var container: SimulatedVideoFormat.Container?

  @Option(
    help: "Quantiser of lossy encodings; lower is better; default: 18 for h264, otherwise 3.")
  var quality: Int?

  @Flag(help: "Write all positions into one video, with a .txt header like a ZetaView's.")
  var singleVideo = false

  @Flag(help: "Write the path of every particle to truth_tracks.csv.")
  var truthTracks = false

  @Option(
    help:
      "Number of positions rendered at once; default: one per processor core. The files do not depend on it."
  )
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Replace an earlier simulated run.")
  var overwrite = false

  @Flag(help: "Print only errors.")
  var quiet = false

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  func apply(to run: inout SimulatedRun) {
    run.format = SimulatedVideoFormat(encoding, container: container, quality: quality)
    run.isSingleVideo = singleVideo
    run.writesTracks = truthTracks
    run.threads = threads
  }
}

/// Replaces a value if the option was given.
private func set<Value>(_ value: inout Value, _ option: Value?) {
  if let option { value = option }
}
