import GRDB
import NTAKit

/// What a study keeps of a run besides its result.
struct StudyEntry: Sendable {
  /// Name of the run.
  var run: String
  /// The labels of the sample sheet.
  var labels: [String: String]
  /// The files that were read.
  var files: [HashedFile] = []
  /// Hash of all that the result depends on; `nil` for a run that failed.
  var contentHash: String?
}

extension StudyDatabase {
  /// What is known of a run that has been measured.
  struct Measured {
    /// The verdict of its checks.
    var verdict: String?
  }

  /// The run if it has been measured with the same inputs and settings; `nil` if it has not.
  func measured(_ run: String, contentHash: String) throws(StudyError) -> Measured? {
    try read { db in
      try Row.fetchOne(
        db,
        sql: "SELECT verdict FROM runs WHERE run = ? AND status = 'done' AND content_sha256 = ?",
        arguments: [run, contentHash]
      ).map { Measured(verdict: $0[0]) }
    }
  }

  /// Writes a run and its result in one transaction; an earlier result of the run is replaced.
  ///
  /// - Parameters:
  ///   - entry: the run.
  ///   - result: its result.
  ///   - particles: whether its particles are kept.
  /// - Throws: `StudyError/unwritable(path:reason:)`.
  func write(
    _ entry: StudyEntry, _ result: TabulatedResult, particles: Bool
  ) throws(StudyError) {
    try write { db in
      try db.execute(sql: "DELETE FROM runs WHERE run = ?", arguments: [entry.run])
      try ResultTable.summary.forEachRow(of: result) { row in
        try Self.insert(
          [.text(entry.run), .text("done"), .whole(0), .missing, ResultCell(entry.contentHash)]
            + row, into: StudySchema.runs, db)
      }
      for (table, rows) in StudySchema.results + (particles ? [StudySchema.particles] : []) {
        try rows.forEachRow(of: result) { row in
          try Self.insert([.text(entry.run)] + row, into: table, db)
        }
      }
      try Self.insertDetails(of: entry, db)
    }
  }

  /// Writes a run that could not be measured, in one transaction.
  ///
  /// - Parameters:
  ///   - entry: the run.
  ///   - reason: one sentence.
  ///   - exitCode: the exit code of a command that measures only this run.
  /// - Throws: `StudyError/unwritable(path:reason:)`.
  func write(_ entry: StudyEntry, reason: String, exitCode: Int32) throws(StudyError) {
    try write { db in
      try db.execute(sql: "DELETE FROM runs WHERE run = ?", arguments: [entry.run])
      let empty = ResultTable.summary.columns.map { _ in ResultCell.missing }
      try Self.insert(
        [.text(entry.run), .text("failed"), .whole(Int(exitCode)), .text(reason), .missing] + empty,
        into: StudySchema.runs, db)
      try Self.insertDetails(of: entry, db)
    }
  }

  /// Brings the labels of a run that is not measured again into line with the sample sheet.
  func updateLabels(of entry: StudyEntry) throws(StudyError) {
    let current = try read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT label, value FROM labels WHERE run = ?", arguments: [entry.run])
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as String) })
    }
    if current == entry.labels { return }
    try write { db in
      try db.execute(sql: "DELETE FROM labels WHERE run = ?", arguments: [entry.run])
      try Self.insertLabels(of: entry, db)
    }
  }

  private static func insertDetails(of entry: StudyEntry, _ db: Database) throws {
    try insertLabels(of: entry, db)
    for file in entry.files {
      try insert(
        [
          .text(entry.run), .text(file.kind.rawValue), .text(file.name), .whole(file.bytes),
          .text(file.sha256),
        ], into: StudySchema.files, db)
    }
  }

  private static func insertLabels(of entry: StudyEntry, _ db: Database) throws {
    for (label, value) in entry.labels {
      try insert([.text(entry.run), .text(label), .text(value)], into: StudySchema.labels, db)
    }
  }

  private static func insert(
    _ row: [ResultCell], into table: StudyTable, _ db: Database
  ) throws {
    let statement = try db.cachedStatement(sql: table.insertion)
    try statement.execute(arguments: StatementArguments(row.map(\.databaseValue)))
  }
}
