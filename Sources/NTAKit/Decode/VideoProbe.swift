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
}
