import NTAAnalysis
import NTAVideo

/// How far a pipeline has come.
public struct PipelineProgress: Sendable, Equatable {
  /// Position the report is about, from 1.
  public var position: Int
  /// Positions in the run.
  public var positionCount: Int
  /// Frames of that position analysed so far.
  public var framesDone: Int
  /// Frames of that position in all, if known.
  public var framesExpected: Int?

  /// A report from its values.
  public init(position: Int, positionCount: Int, framesDone: Int, framesExpected: Int?) {
    self.position = position
    self.positionCount = positionCount
    self.framesDone = framesDone
    self.framesExpected = framesExpected
  }
}
