import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

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
        "blank", "calibration", "concentration", "displacement", "input", "instrument",
        "positions", "schema", "settings", "size", "software", "tracks", "warnings",
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

  @Test("the instrument is named where it is known, and null where not")
  func instrument() throws {
    #expect(try object(TinyRun.result())["instrument"] is NSNull)
    var result = TinyRun.result()
    result.settings.instrument = Setting(
      RecordedInstrument(
        try CalibrationFolder(path: nil).instrument("zetaview"),
        header: InstrumentHeader(
          try ZetaViewHeader(
            parsing: "ZetaView S/N:\t19-454\nLaser Wavelength nm:\t488.0\n", path: "h.txt"))),
      from: .instrumentHeader)
    let document = try object(result)
    let instrument = try #require(document["instrument"] as? [String: Any])
    #expect(instrument["name"] as? String == "zetaview")
    #expect((instrument["model"] as? String)?.contains("ZetaView") == true)
    #expect(instrument["serial_number"] as? String == "19-454")
    #expect(instrument["laser_wavelength_nm"] as? Double == 488)
    #expect(instrument["sensitivity"] is NSNull)
    let settings = try #require(document["settings"] as? [String: Any])
    let setting = try #require(settings["instrument"] as? [String: Any])
    #expect(setting["source"] as? String == "instrument header")
    let items = Dictionary(
      ReportingItems.all(SummaryDocument(result)), uniquingKeysWith: { first, _ in first })
    #expect(items["Instrument"]?.hasSuffix("serial number 19-454") == true)
    #expect(
      items["Laser wavelength, camera level and gain"]
        == "488 nm, to be added (camera_level in run.yaml), to be added (gain in run.yaml)")
  }

  @Test("keys are sorted and the text has no NaN")
  func text() throws {
    let text = try SummaryDocument(TinyRun.result()).json()
    #expect(text.hasPrefix("{\n  \"blank\" : null,\n  \"calibration\" : null,\n"))
    #expect(text.hasSuffix("}\n"))
    #expect(!text.lowercased().contains(": nan"))
  }
}
