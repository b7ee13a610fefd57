import NTAAnalysis

/// The key `validity` of `summary.json`.
struct ValidityDocument: Codable, Sendable, Equatable {
  struct Check: Codable, Sendable, Equatable {
    var name: String
    @OrNull var measured: Double?
    var limit: Double
    var passed: Bool
    var severity: String
    var message: String
  }

  var verdict: Validity.Verdict
  var checks: [Check]

  init(_ validity: Validity) {
    verdict = validity.verdict
    checks = validity.checks.map {
      Check(
        name: $0.name, measured: $0.measured, limit: $0.limit, passed: $0.passed,
        severity: $0.severity.rawValue, message: $0.message)
    }
  }

  /// One line for a terminal: the verdict with its most severe reason.
  var line: String {
    let reasons = checks.filter { !$0.passed }.sorted {
      ($0.severity == "invalid" ? 0 : 1) < ($1.severity == "invalid" ? 0 : 1)
    }
    guard let first = reasons.first else { return verdict.rawValue }
    let more = reasons.count > 1 ? " (and \(reasons.count - 1) more)" : ""
    return "\(verdict.rawValue): \(first.message)\(more)"
  }
}
