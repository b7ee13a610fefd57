import Glibc
import NTAAnalysis
import NTAVideo

/// The output folder of a run: summary, tables, report and log.
///
/// It is written to a temporary folder and moved into place when it is complete. Repeated runs on the
/// same input write the same bytes; only `run.log` contains times.
public struct ResultFolder: Sendable, Equatable {
  /// Names of the files of a result.
  static let fileNames =
    [
      "summary.json", "distribution.csv", "particles.csv", "positions.csv",
      "intensity_diameter.csv", "refractive_index.csv", ResampleTable.fileName, "tracks.csv",
      "report.html", ReportData.fileName, "run.log",
    ]

  /// Names of the files of a result, including exports to the formats of other software.
  static let allFileNames = fileNames + ExportFormat.allCases.flatMap(\.fileNames)

  /// Absolute path of the folder.
  public let path: String

  /// The result folder of a path, which need not exist yet.
  public init(_ path: String) {
    self.path = FileTree.absolute(path)
  }

  /// True for a folder with the summary of a result.
  package var isResult: Bool { FileTree.exists("\(path)/summary.json") }

  /// Path of the folder that contains it.
  public var parent: String { FileTree.parentAndName(of: path).parent }

  /// Checks, before a long measurement, that its result can be written here.
  ///
  /// - Parameter overwrite: whether an earlier result may be replaced. A folder that contains
  ///   anything else is never replaced.
  /// - Throws: `FileError.exists`, `.notAResultFolder` or `.unwritable`.
  public func check(overwrite: Bool) throws(FileError) {
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

  /// Refuses to replace a folder that contains an input, such as a result's own `tracks.csv`.
  ///
  /// - Parameter inputs: paths of files.
  /// - Throws: `FileError.isInput`.
  public func refuseToReplace(_ inputs: [String]) throws(FileError) {
    let input = inputs.first { input in
      FileTree.areSame(path, FileTree.parentAndName(of: FileTree.absolute(input)).parent)
    }
    if let input { throw .isInput(path: path, input: input) }
  }

  /// Writes a table of tracks to a file.
  public static func writeTracks(
    _ positions: [PositionTracks], to path: String
  ) throws(FileError) {
    var file = try OutputFile(creating: path)
    try file.write(PositionTracks.fields.csvHeader + "\n")
    for position in positions {
      for track in position.tracks {
        for point in track.points {
          try file.write(position.csv(of: point, in: track).line)
        }
      }
      if let failure = position.tracks.failure {
        throw .unwritable(path: failure.location, reason: failure.reason)
      }
    }
    try file.finish()
  }

  static func writeFile(_ text: String, to path: String) throws(FileError) {
    var file = try OutputFile(creating: path)
    try file.write(text)
    try file.finish()
  }

  static func writeTable(
    _ header: String, _ rows: some Sequence<CSVRow>, to path: String
  ) throws(FileError) {
    var file = try OutputFile(creating: path)
    try file.write(header + "\n")
    for row in rows { try file.write(row.line) }
    try file.finish()
  }
}
