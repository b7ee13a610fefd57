import NTAAnalysis
import NTAVideo

/// A warning in a file; the property names are the JSON keys.
public struct WarningText: Codable, Sendable, Equatable {
  /// The stable code, such as `LOW_TRACK_COUNT`; see ``RunWarning/Kind``.
  public var code: String
  /// One sentence that states the problem and its remedy.
  public var message: String

  /// Creates a warning from its code and message.
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
