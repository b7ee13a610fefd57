public import ArgumentParser
public import NTAKit

/// The settings of a measurement that the command line may give; they override those in files.
struct MeasurementOptions: ParsableArguments {
  @Option(\.sample) var sample: String?
  @Option(\.instrument) var instrument: String?

  @Option(
    name: .customLong("calibration"),
    help: ArgumentHelp("A calibration made by `nta calibrate`.", valueName: "file"))
  var calibrationPath: String?

  @Flag(help: "Use the calibration even if it did not meet its acceptance criteria.")
  var allowFailedCalibration = false

  @Option(\.pixelSize_um) var pixelSize_um: Double?
  @Option(\.frameRate_hz) var frameRate_hz: Double?
  @Option(\.exposure_s) var exposure_s: Double?
  @Option(\.channel) var channel: Int?
  @Option(\.pixelFormat) var pixelFormat: String?
  @Option(\.temperature_C) var temperature_C: Double?
  @Option(\.medium) var medium: String?
  @Option(\.viscosity_mPas) var viscosity_mPas: Double?
  @Option(\.viscosityModel) var viscosityModel: ViscosityModel?
  @Option(\.dilution) var dilution: Double?

  @Option(name: .setting(\.polarity), help: .setting(\.polarity), transform: polarity(named:))
  var polarity: Polarity?

  @Option(
    name: .setting(\.excludedRegions), help: .setting(\.excludedRegions),
    transform: regions(from:))
  var excludedRegions: ExcludedRegions?

  @Option(\.depth_um) var depth_um: Double?
  @Option(\.minimumTrackLength) var minimumTrackLength: Int?
  @Option(\.smallestDiameter_nm) var smallestDiameter_nm: Double?

  @OptionGroup(title: "POSITIONS") var positionLimits: PositionOptions

  @Flag(name: .setting(\.allowDamaged), help: .setting(\.allowDamaged))
  var allowDamaged = false

  @Option(
    help: ArgumentHelp(
      "Number of threads; default: one per processor core. The result does not depend on it.",
      valueName: "n"))
  var threads: Int?

  @Option(\.seed) var seed: UInt64?

  /// These options and those of the input, in the form that the library takes.
  func settingOptions(_ input: InputOptions? = nil) -> SettingOptions {
    var options = SettingOptions()
    options.sample = sample
    options.instrument = instrument
    options.calibrationPath = calibrationPath
    options.pixelSize_um = pixelSize_um
    options.frameRate_hz = frameRate_hz
    options.exposure_s = exposure_s
    options.channel = channel
    options.pixelFormat = pixelFormat
    options.temperature_C = temperature_C
    options.medium = medium
    options.viscosity_mPas = viscosity_mPas
    options.viscosityModel = viscosityModel
    options.dilution = dilution
    options.polarity = polarity
    options.excludedRegions = excludedRegions
    options.depth_um = depth_um
    options.minimumTrackLength = minimumTrackLength
    options.smallestDiameter_nm = smallestDiameter_nm
    options.allowDamaged = allowDamaged ? true : nil
    options.threads = threads
    options.seed = seed
    options.runFilePath = input?.runFilePath
    options.positions = input?.positions
    options.cycles = input?.cycles
    positionLimits.add(to: &options)
    return options
  }
}

private func polarity(named name: String) throws -> Polarity {
  guard let polarity = Polarity(rawValue: name) else {
    throw ValidationError("polarity is \"\(name)\"; it must be bright or dark")
  }
  return polarity
}

private func regions(from text: String) throws -> ExcludedRegions {
  guard let regions = ExcludedRegions(text) else {
    let allowed = SettingDefinition[\.excludedRegions].allowed
    throw ValidationError("the region to exclude is \"\(text)\"; it must be \(allowed)")
  }
  return regions
}

extension ViscosityModel: ExpressibleByArgument {}
