import Foundation
import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// What describes a recording, from `run.yaml` to the report.
struct RecordInReportTests {
  private static let keys = [
    "date", "operator", "notes", "sample_id", "preparation", "laser_nm", "camera_level", "gain",
    "blank",
  ]

  private static let runFile = """
    date: 2026-03-31
    operator: A. Smith </style>
    notes: "tray 3; second thaw"
    sample_id: S-17
    preparation: SEC of conditioned medium
    laser_nm: 488
    camera_level: 14
    gain: 366
    """

  private static func settings(_ text: String) throws -> MeasurementSettings {
    var runFile = try RunFile.parsing(text, path: "run.yaml")
    runFile.pixelSize_um = 0.7
    runFile.temperature_C = 25
    return try SettingsResolver.resolve(
      options: SettingOptions(), recording: Recording(positions: [], runFile: runFile),
      folder: CalibrationFolder(path: nil)
    ).settings
  }

  private static func summary(_ text: String) throws -> SummaryDocument {
    var result = TinyRun.result()
    result.settings = try settings(text)
    return SummaryDocument(result)
  }

  @Test("summary.json has every description, with null where nothing is stated")
  func summary() throws {
    let run = try #require(try Self.summary(Self.runFile).input.run)
    #expect(Set(run.keys) == Set(Self.keys))
    #expect(run["date"] == .text("2026-03-31") && run["sample_id"] == .text("S-17"))
    #expect(run["laser_nm"] == .number(488) && run["camera_level"] == .number(14))
    #expect(run["gain"] == .number(366) && run["blank"] == .some(nil))
    let json = try Self.summary("sample: a").json()
    for key in Self.keys { #expect(json.contains("\"\(key)\" : null"), "\(key)") }
    let read = try JSONDecoder().decode(SummaryDocument.self, from: Data(json.utf8))
    #expect(read.text(\.operatorName) == nil && read.number(\.gain) == nil)
  }

  @Test("the report shows every description, and the checklist names the keys of missing ones")
  func report() throws {
    func page(_ text: String) throws -> String {
      try ReportPage.render(
        ReportContent(
          summary: Self.summary(text), distribution: .empty, particles: [], data: nil))
    }
    let whole = try page(Self.runFile)
    for text in [
      "2026-03-31", "A. Smith", "tray 3; second thaw", "sample ID S-17",
      "SEC of conditioned medium", "488 nm, level 14, gain 366",
    ] {
      #expect(whole.contains(text), "\(text)")
    }
    // Neither the page nor its style sheet ends early.
    #expect(whole.components(separatedBy: "</style>").count == 2)
    let bare = try page("sample: a")
    for key in Self.keys where key != "notes" && key != "sample_id" {
      #expect(bare.contains("to be added (\(key) in run.yaml)"), "\(key)")
    }
    #expect(!whole.contains("to be added (date"))
  }

  @Test("each printed page has sample, date and number, whatever their letters")
  func footer() throws {
    let text = CSSText.content("a\"}</style>µ 1")
    #expect(text == "a\\22 \\7d \\3c \\2f style\\3e \\b5 \\20 1")
    let page = try ReportPage.render(
      ReportContent(
        summary: Self.summary(Self.runFile), distribution: .empty, particles: [], data: nil))
    #expect(page.contains("counter(page)") && page.contains("2026\\2d 03\\2d 31"))
  }

  @Test("the laser of run.yaml is that of the scattering")
  func laser() throws {
    #expect(Pipeline(settings: try Self.settings("laser_nm: 642")).laserWavelength_nm == 642)
    #expect(
      Pipeline(settings: try Self.settings("sample: a")).laserWavelength_nm
        == ScatteringLaw.defaultWavelength_nm)
  }
}
