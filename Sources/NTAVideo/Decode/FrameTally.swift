import NTAAnalysis

/// How many frames were promised, and how many were delivered, damaged or refused.
public struct FrameTally: Sendable, Equatable {
  /// Frames the container promises for the video or section; nil when it promises none.
  ///
  /// AVI and Matroska include frames that were lost in recording.
  public var expected: Int?
  /// Frames delivered so far, damaged ones included.
  public var decoded = 0
  /// Frames so far that are incomplete: delivered with `isDamaged`, or refused by the decoder.
  public var damaged = 0
  /// Packets that the decoder refused; their frames were never delivered.
  public var droppedPackets = 0
  /// Number of the first incomplete frame, if its time is known.
  public var firstDamagedFrame: Int?

  /// Promised frames that were neither delivered nor refused; valid after the last frame.
  public var missing: Int {
    guard let expected else { return 0 }
    return max(0, expected - decoded - droppedPackets)
  }

  /// Creates a tally before the first frame.
  package init(expected: Int? = nil) {
    self.expected = expected
  }
}
