import NTAAnalysis

/// The validity of a result as the report shows it: the verdict first, and the table in full.
enum ValidityRows {
  /// What the template needs.
  static func view(_ validity: ValidityDocument) -> [String: any Sendable] {
    [
      "verdict": validity.verdict.rawValue,
      "sentence": sentence(validity.verdict),
      "reasons": validity.checks.filter { !$0.passed }.map { ["message": $0.message] },
      "checks": validity.checks.map(row),
    ]
  }

  private static func sentence(_ verdict: Validity.Verdict) -> String {
    switch verdict {
    case .valid: "The data fit the model; numbers hold within their intervals."
    case .doubtful:
      "Something is unusual; numbers may be off by more than their intervals say."
    case .invalid: "The data do not fit the model; the numbers must not be used."
    }
  }

  private static func row(_ check: ValidityDocument.Check) -> [String: String] {
    [
      "name": check.name.replacing("_", with: " "),
      "measured": NumberText.significant(check.measured, digits: 2),
      "limit": NumberText.significant(check.limit, digits: 2),
      "outcome": check.passed ? "met" : check.severity,
    ]
  }
}
