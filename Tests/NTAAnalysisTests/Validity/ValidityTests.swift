import Testing

@testable import NTAAnalysis

@Suite("Verdict of validity")
struct ValidityTests {
  private static func check(_ passed: Bool, _ severity: Validity.Verdict) -> Validity.Check {
    Validity.Check(
      name: "a", measured: 1, limit: 2, passed: passed, severity: severity, message: "m")
  }

  @Test("The worst check that is not met decides, wherever it stands")
  func worst() {
    let met = Self.check(true, .invalid)
    let doubtful = Self.check(false, .doubtful)
    let invalid = Self.check(false, .invalid)
    #expect(Validity(checks: []).verdict == .valid)
    #expect(Validity(checks: [met, Self.check(true, .doubtful)]).verdict == .valid)
    #expect(Validity(checks: [met, doubtful]).verdict == .doubtful)
    #expect(Validity(checks: [doubtful, invalid, met]).verdict == .invalid)
    #expect(Validity(checks: [invalid, doubtful, doubtful]).verdict == .invalid)
  }

  @Test("The verdicts have these names in files")
  func names() {
    #expect(Validity.Verdict.allCases.map(\.rawValue) == ["valid", "doubtful", "invalid"])
  }
}
