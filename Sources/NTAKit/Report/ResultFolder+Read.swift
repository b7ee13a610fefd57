import Foundation

extension ResultFolder {
  /// Draws `report.html` again from the other files.
  ///
  /// - Returns: the path of the report.
  /// - Throws: `NTAError` for files that are missing, damaged or not writable.
  @discardableResult
  public func redrawReport() throws(NTAError) -> String {
    do throws(ReportError) {
      let page = try ReportPage.render(try content())
      let target = ResultFile("\(path)/report.html")
      try target.write(page, overwrite: true)
      return target.path
    } catch {
      throw NTAError(error)
    }
  }

  /// Everything the report is drawn from, read back.
  func content() throws(ReportError) -> ReportContent {
    ReportContent(
      summary: try summary(), distribution: try distribution(), particles: try particles(),
      data: try data())
  }

  /// `report-data.json`, read back; `nil` where an earlier version wrote none.
  private func data() throws(ReportError) -> ReportData? {
    let file = "\(path)/\(ReportData.fileName)"
    guard FileTree.exists(file) else { return nil }
    do {
      return try JSONDecoder().decode(
        ReportData.self, from: try Data(contentsOf: URL(fileURLWithPath: file)))
    } catch {
      throw .malformed(path: file, reason: "its keys are not those of report data")
    }
  }

  /// `summary.json`, read back.
  func summary() throws(ReportError) -> SummaryDocument {
    let file = "\(path)/summary.json"
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw .unreadable(
        path: file, reason: FileTree.exists(file) ? "it cannot be opened" : "there is no such file")
    }
    let summary: SummaryDocument
    do {
      summary = try JSONDecoder().decode(SummaryDocument.self, from: data)
    } catch {
      throw .malformed(path: file, reason: "its keys are not those of a summary")
    }
    guard summary.schema == SummaryDocument.currentSchema else {
      throw .malformed(path: file, reason: "its schema is '\(summary.schema)'")
    }
    return summary
  }

  /// `distribution.csv`, read back.
  func distribution() throws(ReportError) -> [DistributionRow] {
    var rows: [DistributionRow] = []
    try readTable("distribution.csv", columns: DistributionRow.columns) { values in
      rows.append(
        DistributionRow(
          diameter_nm: values[0] ?? .nan, lower_nm: values[1] ?? .nan, upper_nm: values[2] ?? .nan,
          numberFraction: values[3] ?? 0, numberDensity_per_nm: values[4] ?? 0,
          concentration_per_mL: values[5], volumeFraction: values[6] ?? 0,
          densityLower95_per_nm: values[7] ?? 0, densityUpper95_per_nm: values[8] ?? 0))
    }
    return rows
  }

  private func particles() throws(ReportError) -> [ReportContent.Particle] {
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

  /// Gives the named columns of a table to `receive`, row by row; empty fields are `nil`.
  func readTable(
    _ name: String, columns: [String], receive: ([Double?]) -> Void
  ) throws(ReportError) {
    do throws(TableError) {
      var reader = try CSVReader.open("\(path)/\(name)")
      guard try reader.advance() else { throw .empty(path: reader.path) }
      let header = TableColumns(header: reader.fields)
      let indices = try reader.require(columns.map { ($0, header.index(of: $0)) })
      while try reader.advance() {
        try reader.requireFields((indices.max() ?? 0) + 1)
        receive(indices.map { reader.number($0) })
      }
    } catch {
      throw .table(error)
    }
  }
}
