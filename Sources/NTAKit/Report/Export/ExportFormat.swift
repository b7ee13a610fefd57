/// A foreign layout in which a result can be written too.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// The `.txt` and `_11pos.txt` of a ZetaView.
  case zetaview

  /// Names of the files in the result folder.
  var fileNames: [String] {
    switch self {
    case .zetaview: ["zetaview.txt", "zetaview_11pos.txt"]
    }
  }

  /// The files' texts, in the order of their names.
  func texts(of result: RunResult) -> [String] {
    switch self {
    case .zetaview: [ZetaViewExport(result).sizeTable, ZetaViewExport(result).positionTable]
    }
  }

  /// A text in the encoding that instruments of that kind write.
  func bytes(of text: String) -> [UInt8] {
    switch self {
    case .zetaview:
      // Latin-1; what has no place in it becomes a question mark.
      text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
    }
  }
}
