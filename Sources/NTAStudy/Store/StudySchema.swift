import GRDB
import NTAKit

/// The tables of `study.sqlite`; `docs/study.md` lists them.
package enum StudySchema {
  private static let run = ResultColumn("run", .text, "Name of the run")

  /// One row per run, measured or failed.
  package static let runs = StudyTable(
    name: ResultTable.summary.name, meaning: ResultTable.summary.meaning, key: ["run"],
    columns: [
      run,
      ResultColumn("status", .text, "`done` or `failed`"),
      ResultColumn("exit_code", .whole, "0, or the exit code of `nta analyze` for this run"),
      ResultColumn("reason", .text, "Why the run failed"),
      ResultColumn(
        "content_sha256", .text, "Hash of the inputs, settings, calibration and version"),
    ] + ResultTable.summary.columns)

  /// One row per label that the sample sheet gives a run.
  package static let labels = StudyTable(
    name: "labels", meaning: "a label from the sample sheet", key: ["run", "label"],
    columns: [
      run, ResultColumn("label", .text, "Name of the column in the sheet"),
      ResultColumn("value", .text, "What the sheet states"),
    ])

  /// One row per file of a run.
  package static let files = StudyTable(
    name: "files", meaning: "a file that was read", key: ["run", "kind", "path"],
    columns: [
      run, ResultColumn("kind", .text, "`input` or `calibration`"),
      ResultColumn("path", .text, "Path in the folder of the run, or the name"),
      ResultColumn("bytes", .whole, "Size"),
      ResultColumn("sha256", .text, "SHA-256 of the content"),
    ])

  /// The tables with several rows per run that hold its result.
  static let results: [(table: StudyTable, rows: ResultTable)] = [
    ResultTable.settings, .positions, .distribution, .peaks, .warnings, .checks,
  ].map { (child(of: $0), $0) }

  /// One row per sized track, if the batch keeps them.
  static let particles = (table: child(of: .particles), rows: ResultTable.particles)

  /// The tables that refer to a run.
  static let children: [StudyTable] =
    results.map(\.table) + [particles.table, labels, files]

  /// All tables, in the order of their creation.
  package static let tables: [StudyTable] = [runs] + children

  /// Columns that always have a value, besides those of keys.
  static let requiredColumns: Set<String> = ["status", "exit_code"]

  private static func child(of table: ResultTable) -> StudyTable {
    StudyTable(
      name: table.name, meaning: table.meaning, key: ["run", table.columns[0].name],
      columns: [run] + table.columns)
  }

  /// The versions of the schema; a later one is a further migration, because a released one never
  /// changes.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("nta.study/1") { db in
      for table in tables { try db.execute(sql: table.creation) }
    }
    return migrator
  }
}
