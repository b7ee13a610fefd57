import NTAAnalysis

/// Inspects a video without measuring it.
public enum VideoProbe {
  /// The properties of a video: those in its header, and the format of the first complete frame.
  ///
  /// Also works for still images without a frame rate.
  public static func properties(of source: VideoSource) throws(DecodeError) -> VideoProperties {
    let reader = try VideoReader(
      source, frames: nil, frameRate_hz: nil, pixelFormat: nil, needsRate: false)
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
      if try StackSupply.isStack(path) {
        return try StackSupply(path: path, frameRate_hz: nil, isStrict: false).pageCount
      }
      return try PacketSurvey.packetCount(file: path)
    }
  }

  /// The number of frames that were recorded: those in the file, or more if the container promises
  /// more because the file is truncated.
  ///
  /// Sections are fractions of this number, so that truncation at the end does not move them.
  package static func recordedFrameCount(of source: VideoSource) throws(DecodeError) -> Int {
    let there = try frameCount(of: source)
    guard case .file(let path) = source, !(try StackSupply.isStack(path)), there > 0 else {
      return there
    }
    let promised = try properties(of: source).framesExpected ?? 0
    // A damaged header may state any number; one above a thousand times the frames is ignored.
    return promised / 1000 <= there ? max(there, promised) : there
  }
}
