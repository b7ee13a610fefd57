import GRDB
import Glibc
import NTAKit

/// Puts the studies of several shards into one.
///
/// The order of the studies does not matter, nor does the way in which they are grouped: the result is
/// that of one batch over all runs. Of a run that failed in one study and was measured in another, the
/// measurement is kept.
package enum StudyMerge {
  /// Merges studies into a file.
  ///
  /// - Parameters:
  ///   - shards: paths of the databases.
  ///   - file: the new database.
  ///   - overwrite: whether an existing file is replaced.
  /// - Throws: `NTAError` for files that are no studies, contradict each other or cannot be written.
  package static func write(
    _ shards: [String], to file: ResultFile, overwrite: Bool
  ) throws(NTAError) {
    try file.write(overwrite: overwrite) { path throws(StudyError) in
      try merge(shards, into: path)
      // What is left of a database that was not closed would be taken for a part of the new one.
      for suffix in ["-wal", "-shm"] { _ = unlink(file.path + suffix) }
    }
  }

  /// Merges studies into a new one.
  ///
  /// - Parameters:
  ///   - shards: paths of the databases.
  ///   - path: path of the new database, which must not exist.
  /// - Throws: `StudyError` for files that are no studies or contradict each other.
  static func merge(_ shards: [String], into path: String) throws(StudyError) {
    for shard in shards { try check(shard) }
    let database = try StudyDatabase(path: path)
    for (index, shard) in shards.enumerated() {
      try StudyDatabase.mapping(path) {
        try database.queue.writeWithoutTransaction { db in
          try db.execute(sql: "ATTACH DATABASE ? AS shard", arguments: [shard])
          defer { try? db.execute(sql: "DETACH DATABASE shard") }
          try db.inTransaction {
            if let run = try contradiction(db) {
              throw StudyError.contradiction(
                run: run, first: shards[..<index].joined(separator: ", "), second: shard)
            }
            try copyRuns(db)
            return .commit
          }
        }
      }
    }
    try database.close()
  }

  /// Refuses what is no study; attaching a missing file would create it.
  private static func check(_ shard: String) throws(StudyError) {
    guard FileTree.exists(shard), !FileTree.isFolder(shard) else {
      throw .unreadable(path: shard, reason: "no such file")
    }
    try StudyDatabase.mapping(shard) {
      let queue = try DatabaseQueue(path: shard)
      defer { try? queue.close() }
      try queue.read { db in try StudyDatabase.check(db, path: shard) }
    }
  }

  /// The first run that both studies have measured, with different content or labels.
  private static func contradiction(_ db: Database) throws -> String? {
    let labels = { (schema: String) in
      """
      (SELECT group_concat(quote(label) || '=' || quote(value))
        FROM (SELECT label, value FROM \(schema).labels WHERE run = one.run ORDER BY label))
      """
    }
    return try String.fetchOne(
      db,
      sql: """
        SELECT one.run FROM main.runs AS one JOIN shard.runs AS other USING (run)
        WHERE one.status = 'done' AND other.status = 'done'
          AND (one.content_sha256 <> other.content_sha256
            OR \(labels("main")) IS NOT \(labels("shard")))
        ORDER BY run LIMIT 1
        """)
  }

  /// Copies the runs that are new, and those that replace a failure.
  ///
  /// Of two failures, that with the smaller exit code and reason is kept, so that the order of the
  /// studies does not matter.
  private static func copyRuns(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TEMP TABLE copied AS SELECT other.run FROM shard.runs AS other
        LEFT JOIN main.runs AS one USING (run)
        WHERE one.run IS NULL OR one.status = 'failed' AND (other.status = 'done'
          OR (other.exit_code, other.reason) < (one.exit_code, one.reason));
        DELETE FROM main.runs WHERE run IN (SELECT run FROM copied);
        """)
    for table in StudySchema.tables {
      let columns = table.columns.map(\.name).joined(separator: ", ")
      try db.execute(
        sql: """
          INSERT INTO main.\(table.name) (\(columns))
          SELECT \(columns) FROM shard.\(table.name) WHERE run IN (SELECT run FROM copied)
          """)
    }
    try db.execute(sql: "DROP TABLE copied")
  }
}
