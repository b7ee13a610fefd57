import NTAAnalysis
import NTAVideo

/// What is the same for every run of one kind of instrument.
///
/// Values that differ from unit to unit, above all the pixel size, are often absent: then the run
/// or a calibration must supply them.
public struct InstrumentProfile: Sendable, Equatable {
  /// The name it is asked for by, or the path it was read from.
  public var name: String
  /// Maker and model, for reports.
  public var model: String
  /// Edge of a pixel in the sample.
  public var pixelSize_um: Double?
  /// Frames a second; set only where the files of the instrument cannot be trusted on it.
  public var frameRate_hz: Double?
  /// Time the shutter is open for one frame.
  public var exposure_s: Double?
  /// Bright spots on dark, or dark on bright.
  public var polarity: Polarity?
  /// Depth of the observed volume.
  public var depth_um: Double?
  /// Where the values are from.
  public var source: String

  /// Reads the text of a profile; `path` is for messages.
  public init(parsing text: String, path: String, name: String) throws(SettingsError) {
    try self.init(FlatYAML(text: text, path: path, knownKeys: Self.keys), name: name)
  }

  static let keys =
    ["model", "polarity", "source"]
    + [Quantity.pixelSize, .frameRate, .exposure, .depth].map(\.key)

  init(_ yaml: FlatYAML, name: String) throws(SettingsError) {
    self.name = name
    model = try yaml.required("model", yaml.text("model"))
    pixelSize_um = try yaml.number(.pixelSize)
    frameRate_hz = try yaml.number(.frameRate)
    exposure_s = try yaml.number(.exposure)
    polarity = try yaml.choice("polarity", of: Polarity.self)
    depth_um = try yaml.number(.depth)
    source = try yaml.required("source", yaml.text("source"))
  }
}
