import NTAAnalysis

/// Where the frames of one video are.
public enum VideoSource: Sendable, Hashable {
  /// One file: a video, or a TIFF stack of one or more pages.
  case file(path: String)
  /// Numbered still images of one folder, one frame each, in the order of `files`.
  ///
  /// `files` are names inside `folder`, already in natural order (2 before 10).
  case imageSequence(folder: String, files: [String])

  /// The path used in messages: that of the file, or the folder of the sequence.
  public var name: String {
    switch self {
    case .file(let path): path
    case .imageSequence(let folder, _): folder
    }
  }
}
