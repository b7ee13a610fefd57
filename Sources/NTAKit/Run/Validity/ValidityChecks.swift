import Foundation
import NTAAnalysis
import NTAVideo

/// Checks whether what was recorded, set and found fits the model it was measured with.
///
/// Each check is one measured number with a limit. Limits are derived beside each check; how often good
/// runs fail is in `docs/reliability.md`.
struct ValidityChecks: Sendable {
  let result: RunResult
  let positions: [PositionAnalysis]
  let motion: MeasuredMotion
  let periodogram: MotionPeriodogram

  /// The positions that are pooled, or all if none is.
  var used: [PositionAnalysis] {
    let pooled = zip(positions, result.positions).filter { $1.removal == nil }.map(\.0)
    return pooled.isEmpty ? positions : pooled
  }

  /// All checks, in a fixed order.
  var validity: Validity {
    var checks: [Validity.Check] = []
    if result.size != nil { checks += motionChecks + intervalChecks }
    checks += pictureChecks
    if result.size != nil { checks += fitChecks }
    checks += settingChecks
    return Validity(checks: checks)
  }

  /// A check with an upper limit.
  func check(
    _ name: String, _ measured: Double?, atMost limit: Double, _ severity: Validity.Verdict,
    _ good: String, _ bad: String
  ) -> Validity.Check {
    let passed = measured.map { $0 <= limit } ?? true
    return Validity.Check(
      name: name, measured: measured.flatMap { $0.isFinite ? $0 : nil }, limit: limit,
      passed: passed, severity: severity, message: passed ? good : bad)
  }

  /// A number with two digits.
  func text(_ value: Double?) -> String { NumberText.significant(value, digits: 2) }
}
