/// Where the frames of one position come from.
public struct PositionSource: Sendable, Equatable {
  /// Place in the run, from 1, unique: the order in which positions were measured.
  public var index: Int
  /// The video, or the folder of images.
  public var source: VideoSource
  /// Name of the video or folder, without the folders above it.
  public var fileName: String
  /// Section of the video, from 1.
  public var section: Int
  /// Cycle it was measured in, from 1.
  public var cycle: Int
  /// The section's frames; `nil` takes the whole video.
  public var frames: Range<Int>?

  /// One position of a run.
  public init(
    index: Int, source: VideoSource, fileName: String, section: Int = 1, cycle: Int = 1,
    frames: Range<Int>? = nil
  ) {
    self.index = index
    self.source = source
    self.fileName = fileName
    self.section = section
    self.cycle = cycle
    self.frames = frames
  }
}
