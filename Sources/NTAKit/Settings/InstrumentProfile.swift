import NTAAnalysis
import NTAVideo

/// The settings that are the same for every run with one model of instrument.
///
/// Values that differ between instruments of the same model, such as the pixel size, are often
/// absent; the run or a calibration must then supply them. A profile has a frame rate only if the
/// frame rate in the instrument's files is unreliable.
public struct InstrumentProfile: SettingSupplier, Sendable, Equatable {
  /// Name or path by which the profile was requested.
  public var name: String
  /// Manufacturer and model, for reports.
  public var model: String
  /// The settings of the profile.
  public var values: SettingValues
  /// Source of the values.
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
