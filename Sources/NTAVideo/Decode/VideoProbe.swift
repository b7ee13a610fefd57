import NTAAnalysis

/// Inspects a video without measuring it.
public enum VideoProbe {
  /// The properties of a video: those in its header, and the format of the first complete frame.
  ///
  /// Also works for still images without a frame rate.
  public static func properties(of source: VideoSource) throws(DecodeError) -> VideoProperties {
    let reader = try VideoReader(inspecting: source)
    return reader.properties
  }

  /// Counts the frames in a video without decoding them.
  ///
  /// - Complexity: reads a video file once from end to end.
  public static func frameCount(of source: VideoSource) throws(DecodeError) -> Int {
    switch source {
    case .imageSequence(_, let files):
      return files.count
    case .file(let path):
      if try TIFFFile.isTIFF(path) { return try TIFFStack(path: path).frameCount(channel: 0) }
      return try PacketSurvey.packetCount(file: path)
    }
  }

  /// What a TIFF stack says of itself, without decoding a frame; nil for other recordings.
  package static func stackProperties(
    of source: VideoSource
  ) throws(DecodeError) -> StackProperties? {
    try stack(of: source).map { StackProperties($0) }
  }

  /// The paths of all files that a recording is in: images, or the files of a set.
  package static func files(of source: VideoSource) throws(DecodeError) -> [String] {
    if let stack = try stack(of: source) { return stack.files }
    switch source {
    case .file(let path): return [path]
    case .imageSequence(let folder, let files):
      return files.map { SequenceSupply.path(folder, $0) }
    }
  }

  private static func stack(of source: VideoSource) throws(DecodeError) -> TIFFStack? {
    switch source {
    case .file(let path):
      return try TIFFFile.isTIFF(path) ? TIFFStack(path: path) : nil
    case .imageSequence(let folder, let files):
      guard let first = files.first, try TIFFFile.isTIFF(SequenceSupply.path(folder, first)) else {
        return nil
      }
      return try TIFFStack(folder: folder, files: files)
    }
  }

  /// The number of frames that were recorded: those in the file, or more if the container promises
  /// more because the file is truncated.
  ///
  /// Sections are fractions of this number, so that truncation at the end does not move them.
  package static func recordedFrameCount(of source: VideoSource) throws(DecodeError) -> Int {
    let there = try frameCount(of: source)
    guard case .file(let path) = source, !(try TIFFFile.isTIFF(path)), there > 0 else {
      return there
    }
    let promised = try properties(of: source).framesExpected ?? 0
    // A damaged header may state any number; one above a thousand times the frames is ignored.
    return promised / 1000 <= there ? max(there, promised) : there
  }
}
