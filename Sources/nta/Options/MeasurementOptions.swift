import ArgumentParser
import NTAKit

/// The settings of a measurement that the command line may give; they override those in files.
struct MeasurementOptions<Command: MeasuringCommand>: ParsableArguments {
  @Option(\.pixelSize_um, for: Command.self) var pixelSize_um: Double?
  @Option(\.temperature_C, for: Command.self) var temperature_C: Double?
  @Option(\.frameRate_hz, for: Command.self) var frameRate_hz: Double?
  @Option(\.exposure_s, for: Command.self) var exposure_s: Double?
  @Option(\.dilution, for: Command.self) var dilution: Double?
  @Option(\.medium, for: Command.self) var medium: String?
  @Option(\.viscosity_mPas, for: Command.self) var viscosity_mPas: Double?

  @Option(
    name: .setting(\.viscosityModel), help: .setting(\.viscosityModel, for: Command.self),
    transform: viscosityModel(named:))
  var viscosityModel: ViscosityModel?

  @Option(\.sample, for: Command.self) var sample: String?
  @Option(\.instrument, for: Command.self) var instrument: String?

  @Option(
    name: .customLong("calibration"),
    help: ArgumentHelp(
      "A calibration made by `nta calibrate`.", valueName: "file",
      visibility: Command.usesCalibration ? .default : .hidden))
  var calibrationPath: String?

  @Flag(
    help: ArgumentHelp(
      "Use the calibration even if it did not meet its acceptance criteria.",
      visibility: Command.usesCalibration ? .default : .hidden))
  var allowFailedCalibration = false

  @Option(\.channel, for: Command.self) var channel: Int?
  @Option(\.pixelFormat, for: Command.self) var pixelFormat: String?

  @Option(
    name: .setting(\.polarity), help: .setting(\.polarity, for: Command.self),
    transform: polarity(named:))
  var polarity: Polarity?

  @Option(
    name: .setting(\.excludedRegions), help: .setting(\.excludedRegions, for: Command.self),
    transform: regions(from:))
  var excludedRegions: ExcludedRegions?

  @Option(\.depth_um, for: Command.self) var depth_um: Double?
  @Option(\.minimumTrackLength, for: Command.self) var minimumTrackLength: Int?
  @Option(\.smallestDiameter_nm, for: Command.self) var smallestDiameter_nm: Double?

  @OptionGroup(title: "POSITIONS") var positionLimits: PositionOptions<Command>
  @OptionGroup(title: "RECORD") var record: DescriptionOptions

  @Flag(name: .setting(\.allowDamaged), help: .setting(\.allowDamaged, for: Command.self))
  var allowDamaged = false

  @Option(
    help: ArgumentHelp(
      "Number of threads; default: one per processor core. The result does not depend on it.",
      valueName: "n"))
  var threads: Int?

  @Option(\.seed, for: Command.self) var seed: UInt64?

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
    record.add(to: &options)
    return options
  }
}

private func polarity(named name: String) throws -> Polarity {
  guard let polarity = Polarity(rawValue: name) else {
    throw ValidationError("polarity is \"\(name)\"; it must be bright or dark")
  }
  return polarity
}

private func viscosityModel(named name: String) throws -> ViscosityModel {
  guard let model = ViscosityModel(rawValue: name) else {
    throw ValidationError("the viscosity model is \"\(name)\"; it must be iapws or zetaview")
  }
  return model
}

private func regions(from text: String) throws -> ExcludedRegions {
  guard let regions = ExcludedRegions(text) else {
    let allowed = SettingDefinition[\.excludedRegions].allowed
    throw ValidationError("the region to exclude is \"\(text)\"; it must be \(allowed)")
  }
  return regions
}
