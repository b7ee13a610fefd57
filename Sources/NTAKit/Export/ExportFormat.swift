import NTAAnalysis
import NTAVideo

/// A file format of other software, written into the result folder on request.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// `zetaview.txt` and `zetaview_11pos.txt`: the size exports of a ZetaView.
  case zetaview
  /// `particles.fcs`: Flow Cytometry Standard 3.1, one event per sized track.
  case fcs
  /// `trackpy.csv`: every detection, with trackpy's columns.
  case trackpy
  /// `trackmate.csv`: every detection, as TrackMate's spots table.
  case trackmate

  /// Names of the files in the result folder.
  var fileNames: [String] {
    switch self {
    case .zetaview: ["zetaview.txt", "zetaview_11pos.txt"]
    case .fcs: [FCSExport.fileName]
    case .trackpy: ["trackpy.csv"]
    case .trackmate: ["trackmate.csv"]
    }
  }

  /// True when the format contains tracks, so that the result must keep them; see
  /// ``Pipeline/keepsTracks``.
  public var needsTracks: Bool {
    switch self {
    case .zetaview, .fcs: false
    case .trackpy, .trackmate: true
    }
  }

  /// Writes the files into an existing folder.
  ///
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  func write(_ result: RunResult, to folder: String) throws(FileError) {
    switch self {
    case .zetaview:
      let export = ZetaViewExport(result)
      let texts = [export.sizeTable, export.positionTable]
      for (name, text) in zip(fileNames, texts) {
        var file = try OutputFile(creating: "\(folder)/\(name)")
        try file.write(ZetaViewExport.bytes(of: text))
        try file.finish()
      }
    case .fcs:
      try write(to: folder) { file throws(FileError) in try FCSExport(result).write(to: &file) }
    case .trackpy:
      try write(to: folder) { file throws(FileError) in
        try TrackpyExport(result).write(to: &file)
      }
    case .trackmate:
      try write(to: folder) { file throws(FileError) in
        try TrackMateExport(result).write(to: &file)
      }
    }
  }

  private func write(
    to folder: String, _ body: (inout OutputFile) throws(FileError) -> Void
  ) throws(FileError) {
    for name in fileNames {
      var file = try OutputFile(creating: "\(folder)/\(name)")
      try body(&file)
      try file.finish()
    }
  }
}
