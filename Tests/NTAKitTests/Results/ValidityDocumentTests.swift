import Foundation
import Testing
import _TestSupport

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Validity in results")
struct ValidityDocumentTests {
  private static func check(
    _ name: String, _ passed: Bool, _ severity: Validity.Verdict, measured: Double? = 0.5
  ) -> Validity.Check {
    Validity.Check(
      name: name, measured: measured, limit: 0.25, passed: passed, severity: severity,
      message: "about \(name)")
  }

  private static let checks = [
    check("met", true, .invalid), check("first", false, .doubtful, measured: nil),
    check("worst", false, .invalid),
  ]

  private static func document(_ checks: [Validity.Check]) -> SummaryDocument {
    var result = TinyRun.result()
    result.validity = Validity(checks: checks)
    return SummaryDocument(result)
  }

  @Test("A summary with its validity reads back as itself, and has these keys")
  func roundTrip() throws {
    let document = Self.document(Self.checks)
    let json = Data(try document.json().utf8)
    #expect(try JSONDecoder().decode(SummaryDocument.self, from: json) == document)
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    let validity = try #require(object["validity"] as? [String: Any])
    #expect(validity["verdict"] as? String == "invalid")
    let checks = try #require(validity["checks"] as? [[String: Any]])
    #expect(checks.map { $0["name"] as? String } == ["met", "first", "worst"])
    #expect(
      checks[2].keys.sorted() == [
        "limit", "measured", "message", "name", "passed", "severity",
      ])
    #expect(checks[1]["measured"] is NSNull && checks[2]["measured"] as? Double == 0.5)
    #expect(checks[2]["limit"] as? Double == 0.25 && checks[0]["passed"] as? Bool == true)
    #expect(checks[1]["severity"] as? String == "doubtful")
  }

  @Test("A summary of an earlier version, without validity, reads as before")
  func earlierVersion() throws {
    let json = Data(try Self.document(Self.checks).json().utf8)
    var object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(object.removeValue(forKey: "validity") != nil)
    let earlier = try JSONDecoder().decode(
      SummaryDocument.self, from: try JSONSerialization.data(withJSONObject: object))
    #expect(earlier.validity == nil && earlier.size == Self.document([]).size)
    #expect(Self.document([]).validity == nil)
  }

  @Test("The terminal gets the worst reason and the number of others")
  func line() {
    func line(_ checks: [Validity.Check]) -> String {
      ValidityDocument(Validity(checks: checks)).line
    }
    #expect(line(Self.checks) == "invalid: about worst (and 1 more)")
    #expect(line(Array(Self.checks.prefix(2))) == "doubtful: about first")
    #expect(line(Array(Self.checks.prefix(1))) == "valid")
  }

  @Test("The report has the verdict, its reasons, and every check")
  func report() throws {
    let view = ValidityRows.view(ValidityDocument(Validity(checks: Self.checks)))
    #expect(view["verdict"] as? String == "invalid")
    #expect((view["sentence"] as? String)?.contains("must not be used") == true)
    let reasons = try #require(view["reasons"] as? [[String: String]])
    #expect(reasons.map { $0["message"] } == ["about first", "about worst"])
    let rows = try #require(view["checks"] as? [[String: String]])
    #expect(rows.map { $0["outcome"] } == ["met", "doubtful", "invalid"])
    #expect(rows[2]["measured"] == "0.50" && rows[2]["limit"] == "0.25")
    let sentences = Validity.Verdict.allCases.map { verdict in
      let checks = verdict == .valid ? [] : [Self.check("a", false, verdict)]
      return ValidityRows.view(ValidityDocument(Validity(checks: checks)))["sentence"] as? String
    }
    #expect(Set(sentences).count == 3)
  }
}
