import Foundation
import Testing
import _TestSupport

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Peaks of results that are not valid")
struct PeakVerdictValidityTests {
  private static func verdict(
    expected_nm: Double = 100, _ validity: Validity.Verdict?, blank: Validity.Verdict? = nil
  ) -> PeakVerdict {
    PeakVerdict(
      summary: SummaryDocument(result(validity)),
      distribution: SizeDistribution(bins: SizeBins(edges_nm: [90, 110]), numberFraction: [1]),
      expected_nm: expected_nm, within_percent: 15, blankValidity: blank)
  }

  /// A run whose only peak is at 100 nm, certainly.
  private static func result(_ validity: Validity.Verdict?) -> RunResult {
    var result = TinyRun.result()
    result.validity = Validity(
      checks: validity.map {
        [
          Validity.Check(
            name: "a", measured: 1, limit: 0, passed: $0 == .valid,
            severity: $0 == .valid ? .invalid : $0, message: "m")
        ]
      } ?? [])
    return result
  }

  @Test("An invalid result never answers yes or no")
  func invalid() throws {
    for expected_nm in [100.0, 300] {
      let verdict = Self.verdict(expected_nm: expected_nm, .invalid)
      #expect(verdict.answer == .notEstablished && verdict.validity == .invalid)
      #expect(verdict.sentence.hasPrefix("not established: the result is invalid"))
      let json = try verdict.json()
      #expect(json.contains("\"validity\" : \"invalid\""))
      #expect(json.contains("\"verdict\" : \"not established\""))
    }
  }

  @Test("A doubtful result answers, and says that it is doubtful")
  func doubtful() {
    let yes = Self.verdict(.doubtful)
    #expect(yes.answer == .yes && yes.validity == .doubtful)
    #expect(yes.sentence.contains("doubtful"))
    #expect(Self.verdict(expected_nm: 300, .doubtful).answer == .no)
  }

  @Test("A valid result, and one of an earlier version, answer as ever")
  func valid() throws {
    for validity in [Validity.Verdict.valid, nil] {
      let yes = Self.verdict(validity)
      #expect(yes.answer == .yes && yes.validity == validity)
      #expect(!yes.sentence.contains("doubtful"))
      #expect(try yes.json().contains("\"validity\"") == (validity != nil))
    }
  }

  @Test("The worse of sample and blank counts")
  func blank() {
    #expect(Self.verdict(.valid, blank: .invalid).answer == .notEstablished)
    #expect(Self.verdict(.invalid, blank: .valid).validity == .invalid)
    #expect(Self.verdict(.valid, blank: .doubtful).validity == .doubtful)
    #expect(Self.verdict(nil, blank: .doubtful).validity == .doubtful)
    #expect(Self.verdict(.doubtful, blank: .valid).validity == .doubtful)
  }

  @Test("The validity in a folder is the one that counts")
  func onDisk() throws {
    let temporary = try TemporaryFolder()
    for validity in Validity.Verdict.allCases {
      let folder = ResultFolder(temporary.file(validity.rawValue))
      try folder.write(Self.result(validity), log: RunLog())
      let verdict = try PeakVerdict(of: folder, expected_nm: 100)
      #expect(verdict.validity == validity)
      #expect(verdict.answer == (validity == .invalid ? .notEstablished : .yes))
    }
  }
}
