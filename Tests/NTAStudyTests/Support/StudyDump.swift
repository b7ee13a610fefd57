import GRDB
import NTAStudy

/// Everything that a database holds, as text: the statements of its tables and all rows in their order.
enum StudyDump {
  static func text(of path: String) throws -> String {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in
      var lines: [String] = []
      let tables = try Row.fetchAll(
        db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      for table in tables {
        lines.append(table["sql"])
        for row in try Row.fetchAll(db, sql: "SELECT * FROM \(table["name"] as String)") {
          lines.append(row.databaseValues.map { $0.description }.joined(separator: "|"))
        }
      }
      return lines.joined(separator: "\n")
    }
  }

  /// The rows of a query, by the names of their columns.
  static func rows(_ sql: String, in path: String) throws -> [[String: DatabaseValue]] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        Dictionary(uniqueKeysWithValues: row.map { ($0.0, $0.1) })
      }
    }
  }
}
