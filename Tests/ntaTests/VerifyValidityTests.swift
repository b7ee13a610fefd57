import Foundation
import Testing

/// `nta verify` and `nta analyze` say whether a result can be trusted.
@Suite("Validity on the command line")
struct VerifyValidityTests {
  @Test(
    "A tolerance below one percent is taken for a fraction, and refused",
    arguments: [("0.15", "Then give 15.0"), ("0", "at least 1"), ("-3", "at least 1")])
  func fraction(within: String, words: String) throws {
    let outcome = try Program.run(["verify", "none", "--peak", "100", "--within=\(within)"])
    #expect(outcome.code == 64 && outcome.errors.contains(words), "\(outcome)")
  }

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
