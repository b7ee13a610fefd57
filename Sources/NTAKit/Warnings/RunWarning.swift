import NTAAnalysis
import NTAVideo

/// Something the user should know: a stable code and a sentence with the remedy.
public struct RunWarning: Sendable, Equatable {
  /// Stable, in capitals: `LOW_TRACK_COUNT`.
  public var code: String
  /// One sentence for people.
  public var message: String

  /// A warning from its code and sentence.
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
