import Testing
import _TestSupport

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Validity of compared results")
struct ComparedValidityTests {
  /// Four results on disk: one without validity, as earlier versions wrote them, and one of each verdict.
  private static func comparison(in folder: TemporaryFolder) throws -> Comparison {
    try Comparison(
      [nil, .valid, .doubtful, .invalid].map { (verdict: Validity.Verdict?) in
        var result = TinyRun.result()
        if let verdict {
          result.validity = Validity(checks: [
            Validity.Check(
              name: "a", measured: 1, limit: 0, passed: verdict == .valid, severity: verdict,
              message: "m")
          ])
        }
        let path = folder.file("run-\(verdict?.rawValue ?? "old")")
        try ResultFolder(path).write(result, log: RunLog())
        return try ComparedResult(path: path)
      })
  }

  @Test("Names of results that are not valid are marked on the page, and in no other case")
  func marks() throws {
    let folder = try TemporaryFolder()
    let comparison = try Self.comparison(in: folder)
    #expect(
      comparison.results.map(\.markedName) == [
        "run-old", "run-valid", "run-doubtful (doubtful)", "run-invalid (invalid)",
      ])
    let page = try comparison.html()
    #expect(page.contains("run-doubtful (doubtful)") && page.contains("run-invalid (invalid)"))
    #expect(!page.contains("(valid)"))
  }

  @Test("The table has a column of it, and plain names")
  func column() throws {
    let folder = try TemporaryFolder()
    let lines = try Self.comparison(in: folder).csv.split(separator: "\n")
    #expect(lines[0].hasSuffix(",detection_limit_nm,validity"))
    let ends = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(ends.map { $0.last.map(String.init) } == ["", "valid", "doubtful", "invalid"])
    #expect(ends.map { String($0[0]) } == ["run-old", "run-valid", "run-doubtful", "run-invalid"])
  }
}
