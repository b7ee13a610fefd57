/// Whether a result can be trusted: the checks that were made of it, and what follows from them.
public struct Validity: Sendable, Equatable {
  /// What a result is worth.
  public enum Verdict: String, Sendable, CaseIterable, Codable {
    /// The data agree with the model; the results are valid within their intervals.
    case valid
    /// Some checks failed; the errors of the results may exceed their intervals.
    case doubtful
    /// The data do not agree with the model; the results must not be used.
    case invalid
  }

  /// One check: a measured number and its limit.
  public struct Check: Sendable, Equatable {
    /// Stable name, such as `motion_periodogram`.
    public var name: String
    /// What was measured; `nil` where it could not be.
    public var measured: Double?
    /// The limit that decides, an upper one unless the message says otherwise.
    public var limit: Double
    /// Whether the check is met.
    public var passed: Bool
    /// What the verdict becomes if it is not: `doubtful` or `invalid`.
    public var severity: Verdict
    /// One sentence: what was found, and what it means where the check is not met.
    public var message: String

    /// A check from its values.
    public init(
      name: String, measured: Double?, limit: Double, passed: Bool, severity: Verdict,
      message: String
    ) {
      self.name = name
      self.measured = measured
      self.limit = limit
      self.passed = passed
      self.severity = severity
      self.message = message
    }
  }

  /// The checks, in a fixed order.
  public var checks: [Check]

  /// The validity that follows from checks.
  public init(checks: [Check]) { self.checks = checks }

  /// The worst severity of the checks that are not met.
  public var verdict: Verdict {
    let failed = checks.filter { !$0.passed }.map(\.severity)
    if failed.contains(.invalid) { return .invalid }
    return failed.contains(.doubtful) ? .doubtful : .valid
  }
}
