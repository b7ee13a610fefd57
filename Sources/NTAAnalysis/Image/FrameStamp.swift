/// Time and number of a decoded frame, and whether it is damaged.
public struct FrameStamp: Sendable, Equatable {
  /// Index of the frame in its video (or section), from 0, in presentation order.
  ///
  /// Frames that were damaged or lost from the container leave their index unused.
  public let index: Int
  /// Time since the first frame of the video (or section), in seconds.
  public let time_s: Double
  /// True if the decoder concealed an error in this frame or could not decode all of it.
  public let isDamaged: Bool

  /// Creates a stamp from its values.
  public init(index: Int, time_s: Double, isDamaged: Bool = false) {
    self.index = index
    self.time_s = time_s
    self.isDamaged = isDamaged
  }
}
