import Foundation
import GRDB
import NTAKit

/// The database of a study, `study.sqlite`.
///
/// Each run is written in one transaction: it is there with all its rows or not at all.
package final class StudyDatabase: Sendable {
  /// Path of the file.
  package let path: String
  let queue: DatabaseQueue

  /// Opens the database of a study, or makes a new one.
  ///
  /// - Parameter path: path of the file; its folder must exist.
  /// - Throws: `StudyError` for a file that is no study, or cannot be written.
  package init(path: String) throws(StudyError) {
    self.path = path
    var configuration = Configuration()
    configuration.journalMode = .wal
    queue = try Self.mapping(path) {
      // What another program has written stays as it is.
      if FileTree.exists(path) { try Self.refuseForeign(path) }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      if try queue.read({ db in try !StudySchema.migrator.hasBeenSuperseded(db) }) {
        try StudySchema.migrator.migrate(queue)
      }
      try queue.read { db in try Self.check(db, path: path) }
      return queue
    }
  }

  private static func refuseForeign(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    let names = try queue.read { db in try tableNames(db) }
    guard names.isEmpty || names.contains("grdb_migrations") else {
      throw StudyError.notAStudy(path: path)
    }
  }

  /// Refuses a database of another program, and one with other tables than this version writes.
  static func check(_ db: Database, path: String) throws {
    guard try tableNames(db).contains(StudySchema.runs.name) else {
      throw StudyError.notAStudy(path: path)
    }
    let isCurrent = try StudySchema.migrator.hasCompletedMigrations(db)
    let isSame = try StudySchema.tables.allSatisfy { table in
      try db.tableExists(table.name)
        && db.columns(in: table.name).map(\.name) == table.columns.map(\.name)
    }
    guard isCurrent, isSame, try !StudySchema.migrator.hasBeenSuperseded(db) else {
      throw StudyError.otherVersion(path: path)
    }
  }

  private static func tableNames(_ db: Database) throws -> [String] {
    try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
  }

  /// Closes the database, so that all of it is in the one file.
  ///
  /// - Throws: `StudyError/unwritable(path:reason:)`.
  package func close() throws(StudyError) {
    try Self.mapping(path) { try queue.close() }
  }

  /// Reads from the database.
  func read<Value>(_ body: (Database) throws -> Value) throws(StudyError) -> Value {
    try Self.mapping(path) { try queue.read(body) }
  }

  /// Writes in one transaction.
  func write<Value>(_ body: (Database) throws -> Value) throws(StudyError) -> Value {
    try Self.mapping(path) { try queue.write(body) }
  }

  /// Turns the errors of SQLite into those of a study.
  static func mapping<Value>(
    _ path: String, _ body: () throws -> Value
  ) throws(StudyError) -> Value {
    do {
      return try body()
    } catch let error as StudyError {
      throw error
    } catch let error as DatabaseError {
      throw StudyError(error, path: path)
    } catch {
      throw .unwritable(path: path, reason: "\(error)")
    }
  }
}

extension StudyError {
  /// The error of a study that is behind one of SQLite.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .notAStudy(path: path)
    default: self = .unwritable(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }
}
