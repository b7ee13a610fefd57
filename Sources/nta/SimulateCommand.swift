import ArgumentParser
import Foundation
import NTAKit

/// `nta simulate`: records a synthetic run with known truth.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Record a synthetic run with known truth.",
    discussion: """
      Writes videos, their settings (run.yaml, or an instrument's header) and \
      truth.json with every particle's diameter. The same options and seed \
      write the same bytes. Grey levels are those of an 8-bit camera, whatever \
      the bit depth.

      EXAMPLE: nta simulate --preset exosome --out exosome --seed 7
               nta simulate --preset mixture --single-video --out mixture
               nta simulate --preset blank --positions 3 --out blank
      """)

  @Option(help: "Sample: beads-110, exosome, mixture or blank; other options change it.")
  var preset: SimulationParameters.Preset

  @Option(help: ArgumentHelp("Folder to write.", valueName: "dir"))
  var out: String

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 1

  @OptionGroup(title: "SAMPLE") var sample: SimulatedSampleOptions
  @OptionGroup(title: "RECORDING") var recording: SimulatedRecordingOptions
  @OptionGroup(title: "OPTICS") var optics: SimulatedOpticsOptions
  @OptionGroup(title: "CAMERA") var camera: SimulatedCameraOptions
  @OptionGroup(title: "OUTPUT") var output: SimulatedOutputOptions

  func run() throws {
    var parameters = SimulationParameters.preset(preset)
    try sample.apply(to: &parameters)
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

/// What is in the cell.
struct SimulatedSampleOptions: ParsableArguments {
  @Option(help: "Name of the run and its files (default: the preset's).")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "Particles, in place of the preset's: normal or lognormal, mean or median, relative SD or SD of the logarithm, per mL in the cell, refractive index. May be repeated.",
      valueName: "kind:nm:spread:per-ml:index"))
  var population: [SimulatedPopulation] = []

  @Option(
    help: ArgumentHelp(
      "Concentration in the cell, all populations together; keeps their proportions.",
      valueName: "per-ml"))
  var concentration: Double?

  @Option(help: ArgumentHelp("Dilution to write beside the videos.", valueName: "x"))
  var dilution: Double?

  @Option(help: ArgumentHelp("Temperature of the liquid.", valueName: "°C"))
  var temperature: Double?

  @Option(
    help: ArgumentHelp("Viscosity (default: water at the temperature).", valueName: "mPa·s"))
  var viscosity: Double?

  @Option(help: ArgumentHelp("Common motion to the right.", valueName: "µm/s"))
  var driftX: Double?

  @Option(help: ArgumentHelp("Common motion downwards.", valueName: "µm/s"))
  var driftY: Double?

  @Option(help: ArgumentHelp("SD of each position's own drift per axis.", valueName: "µm/s"))
  var driftSpread: Double?

  @Option(help: ArgumentHelp("Half the stroke of a sideways vibration.", valueName: "µm"))
  var vibrationAmplitude: Double?

  @Option(help: ArgumentHelp("Frequency of the vibration.", valueName: "Hz"))
  var vibrationFrequency: Double?

  @Option(
    help: ArgumentHelp(
      "Spoil a position: drifting, crowded, empty or flooded. May be repeated.",
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
    // A temperature outside water's range is refused with the other parameters.
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

/// How long and how large the recording is.
struct SimulatedRecordingOptions: ParsableArguments {
  @Option(help: "Positions of the cell.")
  var positions: Int?

  @Option(help: "Frames at each position.")
  var frames: Int?

  @Option(help: ArgumentHelp("Columns.", valueName: "px"))
  var width: Int?

  @Option(help: ArgumentHelp("Rows.", valueName: "px"))
  var height: Int?

  @Option(help: ArgumentHelp("Frames a second.", valueName: "Hz"))
  var frameRate: Double?

  @Option(help: ArgumentHelp("Time the shutter is open.", valueName: "s"))
  var exposure: Double?

  @Option(help: ArgumentHelp("Edge of a pixel in the sample.", valueName: "µm"))
  var pixelSize: Double?

  @Option(help: "Instants within the exposure at which particles are drawn.")
  var exposureSteps: Int?

  @Option(
    help: ArgumentHelp("Liquid simulated beyond the field of view.", valueName: "µm"))
  var margin: Double?

  @Option(
    help: ArgumentHelp("Liquid simulated to each side of the focus.", valueName: "µm"))
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

/// Light and microscope.
struct SimulatedOpticsOptions: ParsableArguments {
  @Option(help: "Brightness by size: mie or rayleigh.")
  var scattering: SimulatedOptics.Scattering?

  @Option(help: ArgumentHelp("Wavelength of the laser.", valueName: "nm"))
  var wavelength: Double?

  @Option(help: ArgumentHelp("Numerical aperture of the objective.", valueName: "na"))
  var aperture: Double?

  @Option(help: ArgumentHelp("Refractive index of the liquid.", valueName: "n"))
  var mediumIndex: Double?

  @Option(
    help: ArgumentHelp(
      "Sigma of a spot in focus; 0 for the diffraction limit.", valueName: "µm"))
  var spotSigma: Double?

  @Option(
    help: ArgumentHelp("Defocus at which a spot has √2 times that sigma.", valueName: "µm"))
  var focusDepth: Double?

  @Option(help: ArgumentHelp("1/e² half width of the light sheet.", valueName: "µm"))
  var sheetHalfWidth: Double?

  @Option(
    help: ArgumentHelp(
      "Brightest pixel of a 100 nm polystyrene bead in focus.", valueName: "grey"))
  var brightness: Double?

  @Option(
    help: ArgumentHelp("Share of a strongly defocused spot's light in a ring.", valueName: "0-1"))
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

/// Sensor, and what it sees besides particles.
struct SimulatedCameraOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Bits a pixel: 8 or 16.", valueName: "bits"))
  var bitDepth: Int?

  @Option(help: ArgumentHelp("Level without light.", valueName: "grey"))
  var offset: Double?

  @Option(help: ArgumentHelp("Mean stray light.", valueName: "grey"))
  var strayLight: Double?

  @Option(
    help: ArgumentHelp("Rise of the stray light from the middle to a corner.", valueName: "0-1"))
  var strayGradient: Double?

  @Option(help: ArgumentHelp("SD of the noise without light.", valueName: "grey"))
  var readNoise: Double?

  @Option(help: ArgumentHelp("Electrons a grey level, for shot noise.", valueName: "e"))
  var electrons: Double?

  @Option(help: "Factor on light and noise.")
  var gain: Double?

  @Option(help: "Still specks of dirt at each position.")
  var dirt: Int?

  @Option(help: "Pixels that glow at all positions.")
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

/// Files and progress.
struct SimulatedOutputOptions: ParsableArguments {
  @Option(help: "ffv1 (lossless), mjpeg, raw, h264 or mpeg4.")
  var encoding: SimulatedVideoFormat.Encoding = .ffv1

  @Option(help: "avi, mkv or mp4 (default: mp4 for h264 and mpeg4, else avi).")
  var container: SimulatedVideoFormat.Container?

  @Option(help: "Quantiser of lossy encodings; less is better (default: 3, h264 18).")
  var quality: Int?

  @Flag(help: "One video of all positions, with a ZetaView-like .txt header.")
  var singleVideo = false

  @Flag(help: "Write every particle's path to truth_tracks.csv.")
  var truthTracks = false

  @Option(help: "Positions recorded at once (default: one a processor); files do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Replace an earlier simulated run.")
  var overwrite = false

  @Flag(help: "Print nothing but errors.")
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

/// Replaces a value where an option gives one.
private func set<Value>(_ value: inout Value, _ option: Value?) {
  if let option { value = option }
}
