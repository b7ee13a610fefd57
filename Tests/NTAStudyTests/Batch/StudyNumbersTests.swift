import Foundation
import GRDB
import NTAKit
import Testing
import _TestSupport

@testable import NTAStudy

/// Every number of the study is that of `nta analyze` on the run.
struct StudyNumbersTests {
  /// `summary.json` of a run that is measured by itself.
  private func summary(of name: String, in runs: SimulatedRuns) async throws -> [String: Any] {
    let recording = try Recording(inputs: [runs.folder.file(name)])
    var options = SettingOptions()
    options.dilution = 10
    options.threads = 1
    let resolved = try SettingsResolver.resolve(options: options, recording: recording)
    let result = try await Pipeline(resolved).analyze(recording)
    let json = try ResultFolder(runs.folder.file("alone")).write(result, log: RunLog())
    return try #require(
      JSONDecoder().decode(ExactJSON.self, from: Data(json.utf8)).object as? [String: Any])
  }

  /// The names that the columns of `runs` should have for the numbers of a section.
  private func columns(_ section: String, _ key: String, _ value: Any) -> [String: Any] {
    switch (section, key, value) {
    case ("size", "interval95", let intervals as [String: Any]):
      intervals.reduce(into: [:]) { columns, interval in
        let ends = interval.value as? [Any]
        let name = interval.key.replacing("_nm", with: "")
        let unit = interval.key.hasSuffix("_nm") ? "_nm" : ""
        columns["\(name)_lower95\(unit)"] = ends?[0] ?? NSNull()
        columns["\(name)_upper95\(unit)"] = ends?[1] ?? NSNull()
      }
    case ("size", "per_track", let statistics as [String: Any]),
      ("size", "surface_weighted", let statistics as [String: Any]),
      ("size", "volume_weighted", let statistics as [String: Any]):
      Dictionary(uniqueKeysWithValues: statistics.map { ("\(key)_\($0.key)", $0.value) })
    case ("size", "peaks", _), ("size", "material", _): [:]
    case ("concentration", "interval95_per_mL", let ends):
      [
        "sample_lower95_per_mL": (ends as? [Any])?[0] ?? NSNull(),
        "sample_upper95_per_mL": (ends as? [Any])?[1] ?? NSNull(),
      ]
    case ("concentration", "limit95", _): ["limit95_sample_per_mL": NSNull()]
    case ("concentration", "method", _): ["concentration_method": value]
    case ("tracks", "count", _): ["tracks": value]
    case ("tracks", "used", _): ["tracks_used": value]
    default: [key: value]
    }
  }

  private func expect(_ value: DatabaseValue?, _ expected: Any, _ name: String) {
    switch expected {
    case is NSNull: #expect(value == .null, "\(name)")
    case let number as NSNumber:
      #expect(value.flatMap(Double.fromDatabaseValue) == number.doubleValue, "\(name)")
    case let text as String: #expect(value == text.databaseValue, "\(name)")
    default: Issue.record("\(name) has a value of an unknown type")
    }
  }

  @Test("numbers of runs, positions, peaks, settings, checks and warnings")
  func numbers() async throws {
    let runs = try SimulatedRuns()
    try await runs.batch(to: "study") { $0.keepsParticles = true }
    let summary = try await summary(of: "a", in: runs)
    let path = runs.folder.file("study/study.sqlite")
    func rows(_ table: String, _ order: String = "1") throws -> [[String: DatabaseValue]] {
      try StudyDump.rows("SELECT * FROM \(table) WHERE run = 'a' ORDER BY \(order)", in: path)
    }

    let run = try #require(try rows("runs").first)
    #expect(run["status"] == "done".databaseValue)
    for section in ["size", "concentration", "tracks"] {
      let numbers = try #require(summary[section] as? [String: Any])
      for (key, value) in numbers {
        for (name, expected) in columns(section, key, value) { expect(run[name], expected, name) }
      }
    }
    let displacement = try #require(summary["displacement"] as? [String: Any])
    for key in ["diffusion_um2_per_s", "diffusion_se_um2_per_s"] {
      expect(run[key], try #require(displacement[key]), key)
    }
    #expect(run["tracks_used"].flatMap(Int.fromDatabaseValue) ?? 0 > 20)

    let lists: [(table: String, items: Any?, names: [String: String])] = [
      ("positions", summary["positions"], ["index": "position"]),
      (
        "peaks", (summary["size"] as? [String: Any])?["peaks"],
        ["interval95_nm": "", "range_nm": ""]
      ),
      ("warnings", summary["warnings"], [:]),
      (
        "checks", (summary["validity"] as? [String: Any])?["checks"], ["limit": "limit_value"]
      ),
    ]
    for (table, items, names) in lists {
      var items = try #require(items as? [[String: Any]])
      if table == "checks" { items.sort { "\($0["name"] ?? "")" < "\($1["name"] ?? "")" } }
      let rows = try rows(table, "2")
      #expect(rows.count == items.count, "\(table)")
      for (row, item) in zip(rows, items) {
        for (key, value) in item where names[key] != "" {
          expect(row[names[key] ?? key], value, "\(table).\(key)")
        }
      }
    }

    let settings = try #require(summary["settings"] as? [String: Any])
    let stored = try rows("settings")
    #expect(stored.count == settings.count)
    for row in stored {
      let key = try #require(row["setting"].flatMap(String.fromDatabaseValue))
      let setting = settings[key] as? [String: Any]
      // The sheet states what is an option here.
      if key == "dilution" {
        #expect(row["source"] == "sample sheet".databaseValue)
      } else {
        expect(row["source"], setting?["source"] ?? NSNull(), key)
      }
      if let number = setting?["value"] as? Double, row["text"] == .null {
        #expect(row["number"].flatMap(Double.fromDatabaseValue) == number, "\(key)")
      }
    }
  }

  @Test("bins and particles are those of the tables of the result folder")
  func tables() async throws {
    let runs = try SimulatedRuns()
    try await runs.batch(to: "study") { $0.keepsParticles = true }
    _ = try await summary(of: "a", in: runs)
    for (table, file) in [("distribution", "distribution.csv"), ("particles", "particles.csv")] {
      let rows = try StudyDump.rows(
        "SELECT * FROM \(table) WHERE run = 'a' ORDER BY 2",
        in: runs.folder.file("study/study.sqlite"))
      let lines = try TemporaryFolder.read(runs.folder.file("alone/\(file)"))
        .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      #expect(rows.count == lines.count - 1 && rows.count > 20)
      for (row, line) in zip(rows, lines.dropFirst()) {
        for (name, field) in zip(lines[0], line) {
          let value = row[String(name)]
          switch field {
          case "": #expect(value == .null)
          case "true", "false": #expect(value.flatMap(Bool.fromDatabaseValue) == (field == "true"))
          default: #expect(value.flatMap(Double.fromDatabaseValue) == Double(field), "\(name)")
          }
        }
      }
    }
  }
}
