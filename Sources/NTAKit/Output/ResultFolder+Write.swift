import NTAAnalysis
import NTAVideo

extension ResultFolder {
  /// Writes the result of a run.
  ///
  /// - Parameters:
  ///   - result: the result.
  ///   - log: the text of `run.log`.
  ///   - overwrite: whether an earlier result may be replaced.
  ///   - tracks: whether `tracks.csv` is written too.
  ///   - exports: formats of other software to write too; those that contain tracks need a result
  ///     that has kept them.
  ///   - wording: how warnings name what the caller gives.
  /// - Returns: the text of `summary.json`.
  /// - Throws: `FileError`; a previous folder is then unchanged.
  @discardableResult
  public func write(
    _ result: RunResult, log: RunLog, overwrite: Bool = false, tracks: Bool = false,
    exports: [ExportFormat] = [], wording: Wording = .library
  ) throws(FileError) -> String {
    try check(overwrite: overwrite)
    let summary = SummaryDocument(result, wording: wording)
    let json = try summary.json()
    let pending = try PendingFolder(for: path)
    try write(result, summary: summary, json: json, log: log, tracks: tracks, to: pending.path)
    for format in exports { try format.write(result, to: pending.path) }
    let failures = [result.particleList.failure] + result.tracks.map(\.tracks.failure)
    if let failure = failures.lazy.compactMap(\.self).first {
      throw .unwritable(path: failure.location, reason: failure.reason)
    }
    try pending.moveIntoPlace(replacing: overwrite && FileTree.exists(path))
    return json
  }

  private func write(
    _ result: RunResult, summary: SummaryDocument, json: String, log: RunLog, tracks: Bool,
    to folder: String
  ) throws(FileError) {
    let distribution = DistributionRow.all(of: result)
    try Self.writeFile(json, to: "\(folder)/summary.json")
    try Self.writeTable(
      DistributionRow.fields.csvHeader,
      distribution.map { $0.csv(detectionLimit_nm: result.size?.detectionLimit_nm) },
      to: "\(folder)/distribution.csv")
    try Self.writeTable(
      ParticleResult.fields.csvHeader, result.particleList.lazy.map(\.csv),
      to: "\(folder)/particles.csv")
    try Self.writeTable(
      SummaryDocument.Position.fields.csvHeader, summary.positions.map(\.csv),
      to: "\(folder)/positions.csv")
    try Self.writeTable(
      IntensityDiameterRow.fields.csvHeader,
      IntensityDiameterRow.all(of: result.particleList).map(\.csv),
      to: "\(folder)/intensity_diameter.csv")
    if let material = summary.size.material, !material.isEmpty {
      try Self.writeTable(
        SummaryDocument.Material.fields.csvHeader, material.map(\.csv),
        to: "\(folder)/refractive_index.csv")
    }
    let resamples = ResampleTable(result.size)
    try Self.writeTable(
      resamples.header, resamples.rows, to: "\(folder)/\(ResampleTable.fileName)")
    if tracks { try Self.writeTracks(result.tracks, to: "\(folder)/tracks.csv") }
    let data = ReportData(result)
    let content = ReportContent(
      summary: summary, distribution: result.size?.distribution ?? .empty,
      particles: result.particleList.map { particle in
        ReportContent.Particle(
          frames: particle.frames, diameter_nm: particle.diameter_nm,
          intensity: particle.intensity)
      }, data: data)
    try Self.writeFile(try data.json(), to: "\(folder)/\(ReportData.fileName)")
    try Self.writeFile(try ReportPage.render(content), to: "\(folder)/report.html")
    try Self.writeFile(log.text, to: "\(folder)/run.log")
  }

  /// Draws `report.html` again from the other files.
  ///
  /// - Returns: the path of the report.
  /// - Throws: `NTAError` for missing or damaged files, or a report that cannot be written.
  @discardableResult
  public func redrawReport() throws(NTAError) -> String {
    do throws(FileError) {
      let page = try ReportPage.render(try content())
      let target = ResultFile("\(path)/report.html")
      try target.write(page, overwrite: true)
      return target.path
    } catch {
      throw NTAError(error)
    }
  }
}
