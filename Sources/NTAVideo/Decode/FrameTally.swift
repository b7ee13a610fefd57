/// How many frames were promised, and what became of them.
public struct FrameTally: Sendable, Equatable {
  /// Frames the container promises for the video or section; nil when it promises none.
  ///
  /// AVI and Matroska count frames that were lost in recording among them.
  public var expected: Int?
  /// Frames delivered so far, damaged ones included.
  public var decoded = 0
  /// Frames so far that are not whole: delivered with `isDamaged`, or refused by the decoder.
  public var damaged = 0
  /// Packets the decoder refused, so that their frames were never delivered.
  public var droppedPackets = 0
  /// Frames whose time lies off the raster of a constant rate.
  public var offRaster = 0
  /// Number of the first frame that was not whole, if its time is known.
  public var firstDamagedFrame: Int?

  /// Promised frames that neither were delivered nor refused; meaningful after the last frame.
  public var missing: Int {
    guard let expected else { return 0 }
    return max(0, expected - decoded - droppedPackets)
  }

  /// Nothing read yet.
  public init(expected: Int? = nil) {
    self.expected = expected
  }
}
