import NTAAnalysis
import NTAVideo

/// A warning as it stands in a file: the properties are the keys of the JSON.
public struct WarningText: Codable, Sendable, Equatable {
  /// Stable, in capitals: `LOW_TRACK_COUNT`; see ``RunWarning/Kind``.
  public var code: String
  /// One sentence for people: what, and what to do.
  public var message: String

  /// A warning of that code and sentence.
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
