import NTAAnalysis
import NTAVideo

/// What `run.yaml` says about a run: settings of ``SettingTable``, all of them optional.
public struct RunFile: SettingSupplier, Sendable, Equatable {
  /// Where it was read from.
  public var path: String
  /// The settings that are given.
  public var values = SettingValues()

  /// The keys of the file.
  public static let keys = SettingTable.definitions(from: .runFile).map(\.key)

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
    values = try SettingValues(yaml, of: SettingTable.definitions(from: .runFile))
  }
}
