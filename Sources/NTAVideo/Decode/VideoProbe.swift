/// Looks at a video without measuring it.
public enum VideoProbe {
  /// What the decoder sees: the header's facts, and the format of the first whole frame.
  ///
  /// Works for still images without a frame rate too.
  public static func properties(of source: VideoSource) throws(DecodeError) -> VideoProperties {
    let reader = try VideoReader.opening(
      source, frames: nil, frameRate_hz: nil, pixelFormat: nil, needsRate: false)
    return reader.properties
  }

  /// Counts the frames that are there, without decoding them.
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

  /// Frames that a video was recorded with: those that are there, or more if the container
  /// promises more, as a cut one does.
  ///
  /// Sections of a video are parts of this many: what is cut off at the end moves none of them.
  static func recordedFrameCount(of source: VideoSource) throws(DecodeError) -> Int {
    let there = try frameCount(of: source)
    guard case .file(let path) = source, !(try StackSupply.isStack(path)), there > 0 else {
      return there
    }
    let promised = try properties(of: source).framesExpected ?? 0
    // A damaged header may promise anything; no recording is a thousandth there.
    return promised / 1000 <= there ? max(there, promised) : there
  }
}
