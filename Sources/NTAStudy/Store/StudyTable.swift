import NTAKit

/// A table of the database.
package struct StudyTable: Sendable {
  /// Name of the table.
  package let name: String
  /// What a row is, without a full stop.
  package let meaning: String
  /// Names of the columns of the primary key.
  package let key: [String]
  /// All columns, those of the key first.
  package let columns: [ResultColumn]

  /// The statement that creates the table.
  ///
  /// Rows are stored in the order of their key, so that a study is the same in whatever order its runs
  /// were measured.
  var creation: String {
    let definitions = columns.map { column in
      let needsValue =
        key.contains(column.name) || StudySchema.requiredColumns.contains(column.name)
      let reference =
        column.name == "run" && name != StudySchema.runs.name
        ? " REFERENCES \(StudySchema.runs.name) ON DELETE CASCADE" : ""
      return "  \(column.name) \(column.kind.sqlType)\(needsValue ? " NOT NULL" : "")\(reference)"
    }
    let keyLine = "  PRIMARY KEY (\(key.joined(separator: ", ")))"
    return "CREATE TABLE \(name) (\n\((definitions + [keyLine]).joined(separator: ",\n"))\n)"
      + " WITHOUT ROWID"
  }

  /// The statement that adds a row.
  var insertion: String {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(name) (\(columns.map(\.name).joined(separator: ", "))) VALUES (\(places))"
  }
}

extension ResultColumn.Kind {
  var sqlType: String {
    switch self {
    case .text: "TEXT"
    case .number: "REAL"
    case .whole, .flag: "INTEGER"
    }
  }
}
