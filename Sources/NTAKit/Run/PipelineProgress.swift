import NTAAnalysis
import NTAVideo

/// Progress report of a pipeline.
public struct PipelineProgress: Sendable, Equatable {
  /// Position number, from 1.
  public var position: Int
  /// Number of positions in the run.
  public var positionCount: Int
  /// Number of frames of that position analysed so far.
  public var framesDone: Int
  /// Total number of frames of that position, if it is known.
  public var framesExpected: Int?

  /// Creates a report from its values.
  public init(position: Int, positionCount: Int, framesDone: Int, framesExpected: Int?) {
    self.position = position
    self.positionCount = positionCount
    self.framesDone = framesDone
    self.framesExpected = framesExpected
  }
}
