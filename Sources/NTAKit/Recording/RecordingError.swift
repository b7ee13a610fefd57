import NTAAnalysis
import NTAVideo

/// Why the inputs do not form a run.
public enum RecordingError: StageError {
  /// No input was named.
  case nothingGiven
  /// There is no such file or folder.
  case missing(path: String)
  /// The file or folder may not be read.
  case unreadable(path: String, reason: String)
  /// The folder holds neither videos nor images.
  case noVideos(folder: String)
  /// The folder holds no videos, but folders below it do.
  case videosInSubfolders(folder: String, subfolders: [String])
  /// An input that may belong to a run but is not a video.
  case notAVideo(path: String, kind: String)
  /// A file in a format of a microscope or camera that is not read; how its program saves a TIFF.
  case microscopeFile(path: String, program: String, way: String)
  /// The same video was given twice.
  case duplicateInput(path: String)
  /// Images in one folder whose names differ in more than their number.
  case mixedSequence(folder: String, first: String, other: String)
  /// An image that is named as a copy of another in the folder.
  case copyInSequence(folder: String, copy: String, original: String)
  /// There is more than one `run.yaml` beside the inputs.
  case severalRunFiles(paths: [String])
  /// The instrument's header cannot be read.
  case header(InstrumentFileError)
  /// The frames of a video do not divide into its sections.
  case sectionsDoNotDivide(
    path: String, frames: Int, positions: Int, cycles: Int, positionsFrom: String)
  /// The given number of positions differs from the number of videos.
  case positionsDisagree(given: Int, positionsFrom: String, videos: Int)
  /// A number of positions or cycles is out of range.
  case countOutOfRange(name: ArgumentName, value: Int)
  /// The `run.yaml` is invalid.
  case settings(SettingsError)
  /// A video could not be opened to count its frames.
  case video(NTAError)
}

extension RecordingError {
  /// The category, which determines the exit code.
  public var category: ErrorCategory {
    switch self {
    case .missing, .unreadable, .noVideos: .unreadableInput
    case .mixedSequence, .copyInSequence, .sectionsDoNotDivide: .damagedInput
    case .header(let error): error.category
    case .settings(let error): error.category
    case .video(let error): error.category
    case .nothingGiven, .videosInSubfolders, .notAVideo, .microscopeFile, .duplicateInput,
      .severalRunFiles, .positionsDisagree, .countOutOfRange:
      .misuse
    }
  }

  /// The error, its place and its remedy as one sentence, in the given wording.
  public func description(in wording: Wording) -> String {
    switch self {
    case .nothingGiven:
      "no input; give a video, a folder of videos or a folder of images"
    case .missing(let path):
      "\(path): no such file or folder; check the path"
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); check its permissions"
    case .noVideos(let folder):
      "\(folder): holds no videos, no numbered images and no folders of them; give another folder"
    case .videosInSubfolders(let folder, let subfolders):
      "\(folder): holds no videos itself, but folders in it do "
        + "(\(RunWarning.list(subfolders))); name each of them as a run of its own"
    case .notAVideo(let path, let kind):
      "\(path): is \(kind), not a video; give the video or its folder"
    case .microscopeFile(let path, let program, let way):
      "\(path): files of \(program) are not read; save the recording as TIFF, there with \(way), or in "
        + "Fiji with File > Import > Bio-Formats and File > Save As > Tiff"
    case .duplicateInput(let path):
      "\(path): was given twice; give every video once"
    case .mixedSequence(let folder, let first, let other):
      "\(folder): \(other) does not continue the sequence of \(first); "
        + "keep the images of each position in a folder of their own"
    case .copyInSequence(let folder, let copy, let original):
      "\(folder): \(copy) is named as a copy of \(original); move it out of the folder"
    case .severalRunFiles(let paths):
      "\(paths.joined(separator: " and ")) are both beside the inputs; choose one with "
        + wording[.runFile]
    case .header(let error):
      error.description(in: wording)
    case .sectionsDoNotDivide(let path, let frames, let positions, let cycles, let positionsFrom):
      Self.sections(path, frames, positions, cycles, positionsFrom, wording)
    case .positionsDisagree(let given, let positionsFrom, let videos):
      "\(positionsFrom): states \(given) positions, but there are \(videos) videos; "
        + "correct or leave out \(wording[.positions]) and \(wording[.cycles]) "
        + "(positions and cycles in run.yaml)"
    case .countOutOfRange(let name, let value):
      "\(wording[name]) is \(value); it must be \(SettingDefinition[\.positions].allowed)"
    case .settings(let error):
      error.description(in: wording)
    case .video(let error):
      error.description(in: wording)
    }
  }

  private static func sections(
    _ path: String, _ frames: Int, _ positions: Int, _ cycles: Int, _ positionsFrom: String,
    _ wording: Wording
  ) -> String {
    let sections = positions * cycles
    let left = frames < sections ? "" : ": \(frames % sections) left over"
    return "\(path): \(frames) frames do not divide into \(sections) equal sections "
      + "(\(positions) positions x \(cycles) cycles, from \(positionsFrom))\(left); "
      + "give the true \(wording[.positions]) and \(wording[.cycles]), or \(wording[.positions]) 1 "
      + "\(wording[.cycles]) 1 for a single one"
  }
}
