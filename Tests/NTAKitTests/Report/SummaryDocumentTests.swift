import Foundation
import Testing

@testable import NTAKit

struct SummaryDocumentTests {
  private func object(_ result: RunResult) throws -> [String: Any] {
    let data = Data(try SummaryDocument(result).json().utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test("a document reads back as itself", arguments: [false, true])
  func roundTrip(isBlank: Bool) throws {
    let document = SummaryDocument(isBlank ? TinyRun.blank() : TinyRun.result())
    let again = try JSONDecoder().decode(
      SummaryDocument.self, from: Data(try document.json().utf8))
    #expect(again == document)
  }

  @Test("a run without particles has the same keys as any other, with null for every number")
  func blankKeys() throws {
    let full = try #require(try object(TinyRun.result())["size"] as? [String: Any])
    let blank = try #require(try object(TinyRun.blank())["size"] as? [String: Any])
    #expect(Set(full.keys) == Set(blank.keys))
    #expect(blank["mode_nm"] is NSNull)
    #expect((blank["peaks"] as? [Any])?.isEmpty == true)
    let interval = try #require(blank["interval95"] as? [String: Any])
    #expect(interval.count == 6 && interval.values.allSatisfy { $0 is NSNull })
  }

  @Test("top-level keys are those of the published schema")
  func keys() throws {
    let document = try object(TinyRun.result())
    #expect(
      document.keys.sorted() == [
        "calibration", "concentration", "displacement", "input", "positions", "schema", "settings",
        "size", "software", "tracks", "warnings",
      ])
    #expect(document["schema"] as? String == "nta.summary/1")
    let settings = try #require(document["settings"] as? [String: Any])
    let pixel = try #require(settings["pixel_size_um"] as? [String: Any])
    #expect(pixel["value"] as? Double == 0.713)
    #expect(pixel["source"] as? String == "run.yaml")
    #expect(settings["threads"] == nil)
    #expect(settings["frame_rate_hz"] is NSNull)
    let positions = try #require(document["positions"] as? [[String: Any]])
    #expect(positions[1]["removal"] as? String == "MIN_TRACKS")
    #expect(positions[1]["drift_x_um_per_s"] is NSNull)
    #expect(positions[0]["removal"] is NSNull)
  }

  @Test("keys are sorted and the text has no NaN")
  func text() throws {
    let text = try SummaryDocument(TinyRun.result()).json()
    #expect(text.hasPrefix("{\n  \"calibration\" : null,\n  \"concentration\" : {"))
    #expect(text.hasSuffix("}\n"))
    #expect(!text.lowercased().contains(": nan"))
  }
}
