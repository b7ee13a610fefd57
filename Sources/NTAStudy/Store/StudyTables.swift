import GRDB
import NTAKit

/// The tables of a study as CSV files, for programs that do not read SQLite.
package enum StudyTables {
  /// Writes one row per run: its numbers, then its labels.
  ///
  /// - Parameters:
  ///   - database: the study.
  ///   - file: the file to write.
  /// - Throws: `NTAError` if it cannot be read or written.
  package static func writeRuns(
    of database: StudyDatabase, to file: ResultFile
  ) throws(NTAError) {
    let columns = StudySchema.runs.columns
    try write(to: file) { output in
      try database.queue.read { db in
        let labels = try String.fetchAll(
          db, sql: "SELECT DISTINCT label FROM labels ORDER BY label")
        let taken = Set(columns.map(\.name))
        try output.write(
          header(columns.map(\.name) + labels.map { taken.contains($0) ? "label_\($0)" : $0 }))
        let rows = try Row.fetchCursor(db, sql: select(StudySchema.runs))
        while let row = try rows.next() {
          var line = line(row, columns)
          let values = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT label, value FROM labels WHERE run = ?"),
            arguments: [row[0] as String])
          let byLabel = Dictionary(
            uniqueKeysWithValues: values.map { ($0[0] as String, $0[1] as String) })
          for label in labels { line.append(byLabel[label]) }
          try output.write(line.line)
        }
      }
    }
  }

  /// Writes one row per run and bin of its distribution.
  ///
  /// - Parameters:
  ///   - database: the study.
  ///   - file: the file to write.
  /// - Throws: `NTAError` if it cannot be read or written.
  package static func writeDistributions(
    of database: StudyDatabase, to file: ResultFile
  ) throws(NTAError) {
    guard let table = StudySchema.tables.first(where: { $0.name == ResultTable.distribution.name })
    else { return }
    try write(to: file) { output in
      try output.write(header(table.columns.map(\.name)))
      try database.queue.read { db in
        let rows = try Row.fetchCursor(db, sql: select(table))
        while let row = try rows.next() { try output.write(line(row, table.columns).line) }
      }
    }
  }

  private static func select(_ table: StudyTable) -> String {
    "SELECT \(table.columns.map(\.name).joined(separator: ", ")) FROM \(table.name) "
      + "ORDER BY \(table.key.joined(separator: ", "))"
  }

  private static func header(_ names: [String]) -> String {
    var row = CSVRow()
    for name in names { row.append(name) }
    return row.line
  }

  private static func line(_ row: Row, _ columns: [ResultColumn]) -> CSVRow {
    var line = CSVRow()
    for (index, column) in columns.enumerated() {
      line.append(ResultCell(row[index] as DatabaseValue, column.kind))
    }
    return line
  }

  private static func write(
    to file: ResultFile, _ body: (inout OutputFile) throws -> Void
  ) throws(NTAError) {
    try file.write(overwrite: true) { path throws(StudyFileError) in
      do {
        var output = try OutputFile(creating: path)
        try body(&output)
        try output.finish()
      } catch let error as FileError {
        throw .file(error)
      } catch let error as DatabaseError {
        throw .study(StudyError(error, path: file.path))
      } catch {
        throw .study(.unwritable(path: file.path, reason: "\(error)"))
      }
    }
  }
}

/// Why a table of a study cannot be written: its file or its database.
private enum StudyFileError: StageError {
  case file(FileError)
  case study(StudyError)

  var category: ErrorCategory {
    switch self {
    case .file(let error): error.category
    case .study(let error): error.category
    }
  }

  func description(in wording: Wording) -> String {
    switch self {
    case .file(let error): error.description(in: wording)
    case .study(let error): error.description(in: wording)
    }
  }
}
