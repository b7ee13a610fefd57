import NTAKit

/// A table of runs: CSV with commas, semicolons or tabs.
///
/// The column `run` is the folder or video of a run, `calibration` the file of its calibration; the key
/// of any setting is a column too. Other columns are kept as labels. Paths start at the folder of the
/// sheet.
package struct SampleSheet: Sendable {
  /// One line.
  package struct Row: Sendable {
    /// Number of the line, from 1.
    package var line: Int
    /// The run as the sheet names it.
    package var run: String
    /// The file of its calibration as the sheet names it.
    package var calibration: String?
    /// The settings that the line states.
    package var values = SettingValues()
    /// The labels by the names of their columns.
    package var labels: [String: String] = [:]
  }

  /// Path of the sheet.
  package let path: String
  /// The lines that could be read.
  package private(set) var rows: [Row] = []
  /// What is wrong with the others, and with the columns.
  package private(set) var problems: [SheetError] = []

  /// Reads a sheet; what is wrong with it is in `problems`.
  package init(path: String) {
    self.path = path
    do throws(TableError) {
      var reader = try CSVReader.open(path)
      guard try reader.advance() else { throw .empty(path: path) }
      let columns = columns(reader.fields)
      guard problems.isEmpty else { return }
      while try reader.advance() { read(reader, columns) }
    } catch {
      problems.append(.table(error))
    }
    if rows.isEmpty, problems.isEmpty { problems.append(.noRuns(path: path)) }
  }

  private mutating func columns(_ names: [String]) -> [SheetColumn] {
    let columns = names.map { SheetColumn($0) }
    if !columns.contains(.run) {
      problems.append(.noRunColumn(path: path, found: names.filter { !$0.isEmpty }))
    }
    var seen: Set<String> = []
    for (name, column) in zip(names, columns) where column != .unnamed {
      if !seen.insert(name.lowercased()).inserted {
        problems.append(.columnTwice(path: path, name: name))
      } else if case .label = column, let setting = SheetColumn.misspelledKey(name) {
        problems.append(.misspelledColumn(path: path, name: name, setting: setting))
      }
    }
    return columns
  }

  private mutating func read(_ reader: borrowing CSVReader, _ columns: [SheetColumn]) {
    let before = problems.count
    var row = Row(line: reader.line, run: "")
    var isBlank = true
    for index in 0..<reader.count where !reader.isEmpty(index) {
      isBlank = false
      let text = reader.text(index)
      switch index < columns.count ? columns[index] : .unnamed {
      case .run: row.run = text
      case .calibration: row.calibration = text
      case .setting(let definition): read(text, reader.number(index), definition, into: &row)
      case .label(let name): row.labels[name] = text
      case .unnamed:
        problems.append(.unnamedColumn(path: path, line: row.line, number: index + 1))
      }
    }
    // Spreadsheets write lines of separators alone.
    if isBlank { return }
    if row.run.isEmpty { problems.append(.emptyRun(path: path, line: row.line)) }
    if problems.count == before { rows.append(row) }
  }

  private mutating func read(
    _ text: String, _ number: Double?, _ definition: SettingDefinition, into row: inout Row
  ) {
    // The way in which R writes a missing number.
    if definition.range != nil, text == "NA" { return }
    if let value = definition.value(of: text, number: number) {
      row.values[definition] = value
    } else {
      problems.append(
        .table(
          .badValue(
            path: path, line: row.line, column: definition.key, text: text,
            expected: definition.allowedInTable)))
    }
  }
}
