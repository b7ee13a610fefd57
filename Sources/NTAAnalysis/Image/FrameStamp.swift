/// When a decoded frame was taken, and whether it can be trusted.
public struct FrameStamp: Sendable, Equatable {
  /// Number of the frame among those of its video (or section), from 0, in presentation order.
  ///
  /// Frames the container lost or that were damaged leave their number unused.
  public let index: Int
  /// Time of the frame after the first of the video (or section), in seconds.
  public let time_s: Double
  /// True when the decoder concealed an error in this frame, or could not decode all of it.
  public let isDamaged: Bool

  /// A stamp from its facts.
  public init(index: Int, time_s: Double, isDamaged: Bool = false) {
    self.index = index
    self.time_s = time_s
    self.isDamaged = isDamaged
  }
}
