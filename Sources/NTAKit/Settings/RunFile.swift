import NTAAnalysis
import NTAVideo

/// What `run.yaml` says about a run; every key is optional.
public struct RunFile: Sendable, Equatable {
  /// Where it was read from.
  public var path: String
  /// Name of the sample.
  public var sample: String?
  /// Day of the recording, `yyyy-mm-dd`.
  public var date: String?
  /// Name of a profile in `calibration/instruments/`, or the path of one.
  public var instrument: String?
  /// Edge of a pixel in the sample.
  public var pixelSize_um: Double?
  /// Frames a second.
  public var frameRate_hz: Double?
  /// Time the shutter was open for one frame.
  public var exposure_s: Double?
  /// Temperature of the liquid.
  public var temperature_C: Double?
  /// Name of the liquid.
  public var medium: String?
  /// Viscosity of the liquid.
  public var viscosity_mPas: Double?
  /// How the viscosity follows from the temperature, where none is stated.
  public var viscosityModel: ViscosityModel?
  /// How many times the sample was diluted.
  public var dilution: Double?
  /// Positions in a single video.
  public var positions: Int?
  /// Times each position was measured.
  public var cycles: Int?
  /// Bright spots on dark, or dark on bright.
  public var polarity: Polarity?
  /// Depth of the observed volume.
  public var depth_um: Double?
  /// Shortest track that is sized, in frames.
  public var minimumTrackLength: Int?
  /// Smallest diameter the linking must be able to follow.
  public var smallestDiameter_nm: Double?
  /// What decides whether a position counts.
  public var positionLimits = PositionLimitValues()

  /// The keys of the file.
  public static let keys =
    ["sample", "date", "instrument", "medium", "viscosity_model", "polarity"]
    + Quantity.allCases.map(\.key)

  /// A file that says nothing.
  public init(path: String) {
    self.path = path
  }

  /// Reads a file; throws on unknown keys and on values that make no sense.
  public static func reading(_ path: String) throws(SettingsError) -> RunFile {
    try RunFile(FlatYAML(path: path, knownKeys: keys))
  }

  /// Reads the text of a file; `path` is for messages.
  public static func parsing(_ text: String, path: String) throws(SettingsError) -> RunFile {
    try RunFile(FlatYAML(text: text, path: path, knownKeys: keys))
  }

  private init(_ yaml: FlatYAML) throws(SettingsError) {
    path = yaml.path
    sample = yaml.text("sample")
    date = try yaml.day("date")
    instrument = yaml.text("instrument")
    pixelSize_um = try yaml.number(.pixelSize)
    frameRate_hz = try yaml.number(.frameRate)
    exposure_s = try yaml.number(.exposure)
    temperature_C = try yaml.number(.temperature)
    medium = yaml.text("medium")
    viscosity_mPas = try yaml.number(.viscosity)
    viscosityModel = try yaml.choice("viscosity_model", of: ViscosityModel.self)
    dilution = try yaml.number(.dilution)
    positions = try yaml.integer(.positions)
    cycles = try yaml.integer(.cycles)
    polarity = try yaml.choice("polarity", of: Polarity.self)
    depth_um = try yaml.number(.depth)
    minimumTrackLength = try yaml.integer(.minimumTrackLength)
    smallestDiameter_nm = try yaml.number(.smallestDiameter)
    positionLimits = try PositionLimitValues(yaml)
  }
}
