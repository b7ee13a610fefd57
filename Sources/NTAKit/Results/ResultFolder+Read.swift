import Foundation
import NTAAnalysis
import NTAVideo

extension ResultFolder {
  /// Reads the content of the report.
  func content() throws(FileError) -> ReportContent {
    let (summary, distribution) = try numbers()
    return ReportContent(
      summary: summary, distribution: distribution, particles: try particles(), data: try data())
  }

  /// Reads `report-data.json`; `nil` if an earlier version wrote none.
  private func data() throws(FileError) -> ReportData? {
    let file = "\(path)/\(ReportData.fileName)"
    guard FileTree.exists(file) else { return nil }
    let data = try Self.document(file)
    do {
      return try JSONDecoder().decode(ReportData.self, from: data)
    } catch {
      throw .malformed(path: file, reason: "it does not have the keys of report data")
    }
  }

  /// Reads `summary.json`.
  func summary() throws(FileError) -> SummaryDocument {
    let file = "\(path)/summary.json"
    if !FileTree.exists(file), case let names = resultsInside, !names.isEmpty {
      throw .severalResults(path: path, names: names)
    }
    let data = try Self.document(file)
    let summary: SummaryDocument
    do {
      summary = try JSONDecoder().decode(SummaryDocument.self, from: data)
    } catch {
      throw .malformed(path: file, reason: "it does not have the keys of a summary")
    }
    guard summary.schema == SummaryDocument.currentSchema else {
      throw .malformed(path: file, reason: "its schema is '\(summary.schema)'")
    }
    if let (key, value) = summary.impossibleNumber {
      throw .table(
        .badValue(
          path: file, line: Self.line(of: key, value, in: data), column: key, text: "\(value)",
          expected: "a number that a result can hold"))
    }
    return summary
  }

  /// Paths of the result folders in this folder, in natural order of their names.
  private var resultsInside: [String] {
    (FileTree.entries(of: path) ?? []).filter { FileTree.exists("\(path)/\($0)/summary.json") }
      .sorted(by: NaturalOrder.precedes).map { "\(path)/\($0)" }
  }

  /// Number of the first line on which a key has a value, else of the first with the key; 1 without.
  private static func line(of key: String, _ value: Double, in data: Data) -> Int {
    let lines = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let named = lines.indices.filter { lines[$0].contains("\"\(key)\"") }
    let exact = named.first { index in
      let text = lines[index].split(separator: ":").last ?? ""
      return Double(text.trimmingCharacters(in: CharacterSet(charactersIn: " ,"))) == value
    }
    return (exact ?? named.first ?? 0) + 1
  }

  /// The bytes of a JSON file, whose size is limited.
  private static func document(_ file: String) throws(FileError) -> Data {
    do throws(SmallFile.Problem) {
      return Data(try SmallFile.bytes(of: file, limit: documentLimit))
    } catch {
      switch error {
      case .unreadable(let reason): throw .unreadable(path: file, reason: reason)
      case .tooLarge(let bytes):
        throw .malformed(path: file, reason: "it has \(bytes) bytes, too many for a result")
      }
    }
  }

  /// A hundred times the size of the file for the longest run.
  private static let documentLimit = 1 << 28

  /// Reads the rows of `distribution.csv`, whose bins must adjoin.
  func distributionRows() throws(FileError) -> [DistributionRow] {
    var rows: [DistributionRow] = []
    try readTable(
      "distribution.csv", columns: DistributionRow.columns, allowsNegative: false
    ) { values in
      rows.append(
        DistributionRow(
          diameter_nm: values[0] ?? .nan, lower_nm: values[1] ?? .nan, upper_nm: values[2] ?? .nan,
          numberFraction: values[3] ?? 0, numberDensity_per_nm: values[4] ?? 0,
          concentration_per_mL: values[5], volumeFraction: values[6] ?? 0,
          densityLower95_per_nm: values[7] ?? 0, densityUpper95_per_nm: values[8] ?? 0))
    }
    for (index, row) in rows.enumerated() {
      guard row.lower_nm > 0, row.lower_nm < row.diameter_nm, row.diameter_nm < row.upper_nm,
        index == 0 || abs(row.lower_nm / rows[index - 1].upper_nm - 1) < 1e-6
      else {
        throw .malformed(
          path: "\(path)/distribution.csv",
          reason: "bin \(index + 1) does not adjoin the bin before it")
      }
    }
    return rows
  }

  private func particles() throws(FileError) -> [ReportContent.Particle] {
    var particles: [ReportContent.Particle] = []
    try readTable("particles.csv", columns: ["frames", "diameter_nm", "intensity"]) { values in
      guard let diameter_nm = values[1] else { return }
      particles.append(
        ReportContent.Particle(
          frames: values[0].flatMap { Int(exactly: $0) } ?? 0, diameter_nm: diameter_nm,
          intensity: values[2] ?? .nan))
    }
    return particles
  }

  /// Larger than any quantity of a result in its unit.
  static let largestNumber = 1e18

  /// Refuses anything but a regular file, because reading a pipe could block.
  static func checkRegular(_ file: String) throws(FileError) {
    if FileTree.exists(file), !SmallFile.isRegular(file) {
      throw .malformed(path: file, reason: "it is not a regular file")
    }
  }

  /// Passes the named columns of a table to `receive`, row by row; empty fields are `nil`.
  func readTable(
    _ name: String, columns: [String], allowsNegative: Bool = true, receive: ([Double?]) -> Void
  ) throws(FileError) {
    try Self.checkRegular("\(path)/\(name)")
    do throws(TableError) {
      var reader = try CSVReader.open("\(path)/\(name)")
      guard try reader.advance() else { throw .empty(path: reader.path) }
      let header = TableColumns(header: reader.fields)
      let indices = try reader.require(columns.map { ($0, header.index(of: $0)) })
      while try reader.advance() {
        try reader.requireFields((indices.max() ?? 0) + 1)
        let values = indices.map { reader.number($0) }
        for (place, value) in values.enumerated() {
          guard let value,
            !(value.magnitude <= Self.largestNumber) || (value < 0 && !allowsNegative)
          else { continue }
          throw .badValue(
            path: reader.path, line: reader.line, column: columns[place],
            text: reader.text(indices[place]), expected: "a number of plausible magnitude")
        }
        receive(values)
      }
    } catch {
      throw .table(error)
    }
  }
}
