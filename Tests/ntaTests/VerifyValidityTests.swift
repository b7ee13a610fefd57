import Foundation
import Testing

/// `nta verify` and `nta analyze` say whether a result can be trusted.
@Suite("Validity on the command line")
struct VerifyValidityTests {
  @Test("Nothing is established by an invalid result, which is no yes")
  func invalid() throws {
    let run = try RecordedRun()
    let path = run.folder + "/result/summary.json"
    let plain = try Program.run(["verify", run.folder + "/result", "--peak", "100"])
    #expect(plain.code == 1 && plain.output.contains("no: "), "\(plain)")

    let summary = try Data(contentsOf: URL(fileURLWithPath: path))
    var object = try #require(
      try JSONSerialization.jsonObject(with: summary) as? [String: Any])
    var validity = try #require(object["validity"] as? [String: Any])
    #expect(validity["verdict"] as? String == "valid")
    validity["verdict"] = "invalid"
    object["validity"] = validity
    try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: path))
    let outcome = try Program.run(["verify", run.folder + "/result", "--peak", "100"])
    #expect(outcome.code == 1, "\(outcome)")
    #expect(outcome.output.contains("not established: the result is invalid"), "\(outcome)")
  }
}
