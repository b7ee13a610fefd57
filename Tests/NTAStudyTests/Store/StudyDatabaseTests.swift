import Foundation
import GRDB
import NTAKit
import Testing
import _TestSupport

@testable import NTAStudy

struct StudyDatabaseTests {
  @Test("files of other programs and versions are refused and stay as they are")
  func foreign() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write(String(repeating: "no database ", count: 100), to: "text.sqlite")
    #expect(throws: StudyError.notAStudy(path: text)) { try StudyDatabase(path: text) }
    let other = folder.file("other.sqlite")
    try DatabaseQueue(path: other).write { db in try db.execute(sql: "CREATE TABLE mine (a)") }
    #expect(throws: StudyError.notAStudy(path: other)) { try StudyDatabase(path: other) }
    let later = folder.file("later.sqlite")
    try StudyDatabase(path: later).close()
    try DatabaseQueue(path: later).write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('nta.study/99')")
    }
    #expect(throws: StudyError.otherVersion(path: later)) { try StudyDatabase(path: later) }
    let changed = folder.file("changed.sqlite")
    try StudyDatabase(path: changed).close()
    try DatabaseQueue(path: changed).write { db in
      try db.execute(sql: "ALTER TABLE runs ADD COLUMN later TEXT")
    }
    #expect(throws: StudyError.otherVersion(path: changed)) { try StudyDatabase(path: changed) }
  }

  @Test("foreign keys are enforced, and a run takes its rows with it")
  func foreignKeys() throws {
    let folder = try TemporaryFolder()
    let database = try StudyDatabase(path: folder.file("study.sqlite"))
    #expect(throws: StudyError.self) {
      try database.write { db in
        try db.execute(sql: "INSERT INTO labels VALUES ('nobody', 'group', 'x')")
      }
    }
    try database.write(
      StudyEntry(run: "a", labels: ["group": "x"]), reason: "too dark", exitCode: 65)
    try database.write { db in try db.execute(sql: "DELETE FROM runs") }
    #expect(try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM labels") } == 0)
    let mode = try database.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode == "wal")
  }

  @Test("docs/study.md lists every table and column with its meaning")
  func documentation() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/study.md").standardizedFileURL
    var page = StudyPage(text: try String(contentsOf: path, encoding: .utf8))
    if ProcessInfo.processInfo.environment["NTA_WRITE_STUDY_TABLES"] != nil {
      try Data(page.updated.utf8).write(to: path)
      page = StudyPage(text: page.updated)
    }
    #expect(page.tables == StudyPage.tables)
  }
}

/// `docs/study.md`, whose last section is made from the schema.
private struct StudyPage {
  private static let heading = "## Tables and columns\n\n"

  private let beginning: String
  let tables: String

  init(text: String) {
    let parts = text.split(separator: Self.heading, maxSplits: 1)
    beginning = parts.first.map(String.init) ?? ""
    tables = parts.count > 1 ? String(parts[1]) : ""
  }

  var updated: String { beginning + Self.heading + Self.tables }

  static let tables =
    "This section is made from the schema (`nta.study/1`) by `scripts/study-tables`. Each row of a "
    + "table belongs to\na run; columns of the primary key are set in bold.\n\n"
    + StudySchema.tables.map { table in
      let rows = table.columns.map { column in
        let name = table.key.contains(column.name) ? "**`\(column.name)`**" : "`\(column.name)`"
        return "| \(name) | \(column.kind.sqlType) | \(column.meaning) |\n"
      }
      return "### `\(table.name)`\n\nOne row is \(table.meaning).\n\n"
        + "| column | type | meaning |\n| --- | --- | --- |\n" + rows.joined()
    }.joined(separator: "\n")
}
