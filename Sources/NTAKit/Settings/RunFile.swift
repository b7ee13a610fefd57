import NTAAnalysis
import NTAVideo

/// The content of a `run.yaml`: settings of ``SettingTable``, all of them optional.
public struct RunFile: SettingSupplier, Sendable, Equatable {
  /// Path of the file.
  public var path: String
  /// The settings in the file.
  public var values = SettingValues()

  /// The keys that the file may contain.
  public static let keys = SettingTable.definitions(from: .runFile).map(\.key)

  /// A file without settings.
  public init(path: String) {
    self.path = path
  }

  /// Reads a file; throws an error for unknown keys and invalid values.
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
