import NTAAnalysis

/// The validity of a result for the report: the verdict, and the table of all checks.
enum ValidityRows {
  /// The values for the template.
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
    case .valid: "The data agree with the model; the results are valid within their intervals."
    case .doubtful:
      "Some checks failed; the errors of the results may exceed their intervals."
    case .invalid: "The data do not agree with the model; the results must not be used."
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
