import NTAAnalysis
import NTAVideo

/// What is the same for every run of one kind of instrument.
///
/// Values that differ from unit to unit, above all the pixel size, are often absent: then the run
/// or a calibration must supply them. A frame rate is there only where the files of the instrument
/// cannot be trusted on it.
public struct InstrumentProfile: SettingSupplier, Sendable, Equatable {
  /// The name it is asked for by, or the path it was read from.
  public var name: String
  /// Maker and model, for reports.
  public var model: String
  /// The settings that are given.
  public var values: SettingValues
  /// Where the values are from.
  public var source: String

  /// Reads the text of a profile; `path` is for messages.
  public init(parsing text: String, path: String, name: String) throws(SettingsError) {
    try self.init(FlatYAML(text: text, path: path, knownKeys: Self.keys), name: name)
  }

  static let keys =
    ["model"] + SettingTable.definitions(from: .instrumentProfile).map(\.key) + ["source"]

  init(_ yaml: FlatYAML, name: String) throws(SettingsError) {
    self.name = name
    model = try yaml.required("model", yaml.text("model"))
    values = try SettingValues(yaml, of: SettingTable.definitions(from: .instrumentProfile))
    source = try yaml.required("source", yaml.text("source"))
  }
}
