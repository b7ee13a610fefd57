import Foundation
import NTAAnalysis
import NTAVideo

/// Checks whether the recording, the settings and the result agree with the model of the measurement.
///
/// Each check compares one measured number with a limit. The limits are derived beside the checks;
/// `docs/reliability.md` states how often sound runs fail them.
struct ValidityChecks: Sendable {
  let result: RunResult
  let positions: [PositionAnalysis]
  let motion: MeasuredMotion
  let periodogram: MotionPeriodogram
  /// What is known of the settings before anything is measured.
  var stated: [RunWarning] = []

  /// The pooled positions; all positions if none is pooled.
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
    _ passedMessage: String, _ failedMessage: String
  ) -> Validity.Check {
    let passed = measured.map { $0 <= limit } ?? true
    return Validity.Check(
      name: name, measured: measured.flatMap { $0.isFinite ? $0 : nil }, limit: limit,
      passed: passed, severity: severity, message: passed ? passedMessage : failedMessage)
  }

  /// A number with two significant digits.
  func text(_ value: Double?) -> String { NumberText.significant(value, digits: 2) }
}
