import Glibc

/// The folder a run leaves behind: summary, tables, report and log.
///
/// It appears all at once: it is written beside its place and moved there when whole. Two runs on
/// the same input write the same bytes; only `run.log` holds times.
public struct ResultFolder: Sendable, Equatable {
  /// Names of the files of a result.
  static let fileNames =
    [
      "summary.json", "distribution.csv", "particles.csv", "positions.csv",
      "intensity_diameter.csv", "refractive_index.csv", ResampleTable.fileName, "tracks.csv",
      "report.html", ReportData.fileName, "run.log",
    ]

  /// The same with those of exports to other programs' layouts, written on request.
  static let allFileNames = fileNames + ExportFormat.allCases.flatMap(\.fileNames)

  /// Absolute path of the folder.
  public let path: String

  /// The result folder of that path, which need not be there yet.
  public init(_ path: String) {
    self.path = FileTree.absolute(path)
  }

  /// Path of the folder this one lies in.
  public var parent: String { FileTree.parentAndName(of: path).parent }

  /// Finds out before a long measurement whether its result could be written here.
  ///
  /// - Parameter overwrite: whether an earlier result may be replaced. Only results are: a folder
  ///   that holds anything else is refused.
  /// - Throws: `ReportError.exists`, `.notAResultFolder` or `.unwritable`.
  public func check(overwrite: Bool) throws(ReportError) {
    if FileTree.exists(path) {
      guard overwrite else { throw .exists(path: path) }
      guard FileTree.isFolder(path), let entries = FileTree.entries(of: path) else {
        throw .unwritable(path: path, reason: "it is not a folder")
      }
      let foreign = entries.first { name in
        !Self.allFileNames.contains(name) && !PendingFolder.isLeftover(name, of: Self.allFileNames)
      }
      if let foreign {
        throw .notAResultFolder(path: path, foreign: foreign)
      }
    }
    try FileTree.tryWriting(for: path)
  }

  /// Refuses to replace a folder that holds what is read, as a result's own `tracks.csv`.
  ///
  /// - Parameter inputs: paths of files.
  /// - Throws: `ReportError.isInput`.
  public func spare(_ inputs: [String]) throws(ReportError) {
    let input = inputs.first { input in
      FileTree.areSame(path, FileTree.parentAndName(of: FileTree.absolute(input)).parent)
    }
    if let input { throw .isInput(path: path, input: input) }
  }

  /// Writes a run's result.
  ///
  /// - Parameters:
  ///   - result: what the run yielded.
  ///   - log: what was done; `run.log`.
  ///   - overwrite: whether an earlier result may be replaced.
  ///   - tracks: whether `tracks.csv` is written too.
  ///   - exports: foreign layouts to write the result in too; those that need tracks take what the
  ///     result keeps of them.
  /// - Returns: what `summary.json` holds.
  /// - Throws: `ReportError`; the folder is then as it was before.
  @discardableResult
  public func write(
    _ result: RunResult, log: RunLog, overwrite: Bool = false, tracks: Bool = false,
    exports: [ExportFormat] = []
  ) throws(ReportError) -> String {
    try check(overwrite: overwrite)
    let summary = SummaryDocument(result)
    let json = try summary.json()
    let pending = try PendingFolder.create(for: path)
    try write(result, summary: summary, json: json, log: log, tracks: tracks, to: pending.path)
    for format in exports { try format.write(result, to: pending.path) }
    let problems = [result.particleList.problem] + result.tracks.map(\.tracks.problem)
    if let problem = problems.lazy.compactMap(\.self).first {
      throw .unwritable(path: problem.folder, reason: problem.reason)
    }
    try pending.moveIntoPlace(replacing: overwrite && FileTree.exists(path))
    return json
  }

  private func write(
    _ result: RunResult, summary: SummaryDocument, json: String, log: RunLog, tracks: Bool,
    to folder: String
  ) throws(ReportError) {
    let distribution = DistributionRow.all(of: result)
    try Self.writeFile(json, to: "\(folder)/summary.json")
    try Self.writeTable(
      DistributionRow.header,
      distribution.map { $0.csv(detectionLimit_nm: result.size?.detectionLimit_nm) },
      to: "\(folder)/distribution.csv")
    try Self.writeTable(
      ParticleResult.csvHeader, result.particleList.lazy.map(\.csv), to: "\(folder)/particles.csv")
    try Self.writeTable(
      SummaryDocument.Position.csvHeader, summary.positions.map(\.csv),
      to: "\(folder)/positions.csv")
    try Self.writeTable(
      IntensityDiameterRow.header, IntensityDiameterRow.all(of: result.particleList).map(\.csv),
      to: "\(folder)/intensity_diameter.csv")
    if let material = summary.size.material, !material.isEmpty {
      try Self.writeTable(
        SummaryDocument.Material.csvHeader, material.map(\.csv),
        to: "\(folder)/refractive_index.csv")
    }
    let resamples = ResampleTable(result.size)
    try Self.writeTable(
      resamples.header, resamples.rows, to: "\(folder)/\(ResampleTable.fileName)")
    if tracks { try Self.writeTracks(result.tracks, to: "\(folder)/tracks.csv") }
    let data = ReportData(result)
    let content = ReportContent(
      summary: summary, distribution: distribution,
      particles: result.particleList.map { particle in
        ReportContent.Particle(
          frames: particle.frames, diameter_nm: particle.diameter_nm,
          intensity: particle.intensity)
      }, data: data)
    try Self.writeFile(try data.json(), to: "\(folder)/\(ReportData.fileName)")
    try Self.writeFile(try ReportPage.render(content), to: "\(folder)/report.html")
    try Self.writeFile(log.text, to: "\(folder)/run.log")
  }

  /// Writes a tracks table to a file of its own: `nta track --out`.
  public static func writeTracks(
    _ positions: [PositionTracks], to path: String
  ) throws(ReportError) {
    var file = try OutputFile.create(path)
    try file.write(PositionTracks.csvHeader + "\n")
    for position in positions {
      for track in position.tracks {
        for point in track.points {
          try file.write(position.csv(of: point, in: track).line)
        }
      }
      if let problem = position.tracks.problem {
        throw .unwritable(path: problem.folder, reason: problem.reason)
      }
    }
    try file.finish()
  }

  static func writeFile(_ text: String, to path: String) throws(ReportError) {
    var file = try OutputFile.create(path)
    try file.write(text)
    try file.finish()
  }

  private static func writeTable(
    _ header: String, _ rows: some Sequence<CSVRow>, to path: String
  ) throws(ReportError) {
    var file = try OutputFile.create(path)
    try file.write(header + "\n")
    for row in rows { try file.write(row.line) }
    try file.finish()
  }
}
