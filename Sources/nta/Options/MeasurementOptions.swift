public import ArgumentParser
public import NTAKit

/// The settings of a measurement that a command line may give; each goes before every file.
struct MeasurementOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Name of the sample.", valueName: "text"))
  var sample: String?

  @Option(
    help: ArgumentHelp(
      "Instrument profile: zetaview, zetaview-pmx110, nanosight-ns300, or a .yaml file.",
      valueName: "name"))
  var instrument: String?

  @Option(
    name: .customLong("calibration"),
    help: ArgumentHelp("A calibration made by `nta calibrate`.", valueName: "file"))
  var calibrationPath: String?

  @Flag(help: "Use a calibration whose criteria were not met.")
  var allowFailedCalibration = false

  @Option(
    name: .customLong("pixel-size"),
    help: ArgumentHelp("Edge of a pixel in the sample, in µm.", valueName: "µm"))
  var pixelSize_um: Double?

  @Option(
    name: .customLong("frame-rate"),
    help: ArgumentHelp("Frames a second; default: as the video says.", valueName: "Hz"))
  var frameRate_hz: Double?

  @Option(
    name: .customLong("exposure"),
    help: ArgumentHelp("Time the shutter was open for a frame, in seconds.", valueName: "s"))
  var exposure_s: Double?

  @Option(
    name: .customLong("temperature"),
    help: ArgumentHelp("Temperature of the liquid, in °C (0 to 100).", valueName: "°C"))
  var temperature_C: Double?

  @Option(
    help: ArgumentHelp(
      "The liquid: water (default), pbs, or any name with --viscosity.", valueName: "name"))
  var medium: String?

  @Option(
    name: .customLong("viscosity"),
    help: ArgumentHelp(
      "Viscosity of the liquid, in mPa·s; default: of the medium at the temperature.",
      valueName: "mPa·s"))
  var viscosity_mPas: Double?

  @Option(
    help: ArgumentHelp(
      "How the viscosity follows from the temperature: iapws (default), or zetaview, the "
        + "instrument's own straight line.",
      valueName: "iapws|zetaview"))
  var viscosityModel: ViscosityModel?

  @Option(
    help: ArgumentHelp("How many times the sample was diluted; default: 1.", valueName: "x"))
  var dilution: Double?

  @Option(
    help: ArgumentHelp(
      "bright: bright spots on dark (default); dark: dark on bright.",
      valueName: "bright|dark"),
    transform: polarity(named:))
  var polarity: Polarity?

  @Option(
    name: .customLong("depth"),
    help: ArgumentHelp("Depth of the observed volume, in µm.", valueName: "µm"))
  var depth_um: Double?

  @Option(
    name: .customLong("min-track-length"),
    help: ArgumentHelp("Shortest track that is sized, in frames; default: 4.", valueName: "n"))
  var minimumTrackLength: Int?

  @Option(
    name: .customLong("smallest-diameter"),
    help: ArgumentHelp(
      "Smallest diameter that tracking must be able to follow, in nm; default: 30.",
      valueName: "nm"))
  var smallestDiameter_nm: Double?

  @OptionGroup(title: "POSITIONS") var positionLimits: PositionOptions

  @Flag(help: "Analyse the whole frames of a damaged recording.")
  var allowDamaged = false

  @Option(
    help: ArgumentHelp(
      "Threads that work at once; default: one a core. The result does not depend on it.",
      valueName: "n"))
  var threads: Int?

  @Option(help: ArgumentHelp("Seed of the resampling behind the intervals.", valueName: "n"))
  var seed: UInt64?

  /// These options and those of the input as the library takes them.
  func settingOptions(_ input: InputOptions? = nil) -> SettingOptions {
    var options = SettingOptions()
    options.sample = sample
    options.instrument = instrument
    options.calibrationPath = calibrationPath
    options.pixelSize_um = pixelSize_um
    options.frameRate_hz = frameRate_hz
    options.exposure_s = exposure_s
    options.temperature_C = temperature_C
    options.medium = medium
    options.viscosity_mPas = viscosity_mPas
    options.viscosityModel = viscosityModel
    options.dilution = dilution
    options.polarity = polarity
    options.depth_um = depth_um
    options.minimumTrackLength = minimumTrackLength
    options.smallestDiameter_nm = smallestDiameter_nm
    options.positionLimits = positionLimits.values
    options.allowDamaged = allowDamaged
    options.threads = threads
    options.seed = seed
    options.runFilePath = input?.runFilePath
    options.positions = input?.positions
    options.cycles = input?.cycles
    return options
  }
}

private func polarity(named name: String) throws -> Polarity {
  guard let polarity = Polarity(rawValue: name) else {
    throw ValidationError("polarity is \"\(name)\"; it must be bright or dark")
  }
  return polarity
}

extension ViscosityModel: ExpressibleByArgument {}
