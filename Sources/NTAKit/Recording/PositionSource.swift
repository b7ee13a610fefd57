import NTAAnalysis
import NTAVideo

/// The source of the frames of one position.
public struct PositionSource: Sendable, Equatable {
  /// Unique number in the run, from 1, in the order of measurement.
  public var index: Int
  /// The video, or the folder of images.
  public var source: VideoSource
  /// Name of the video or folder, without its parents.
  public var fileName: String
  /// Number of the section of the video, from 1.
  public var section: Int
  /// Number of the cycle, from 1.
  public var cycle: Int
  /// The section's frames; `nil` means the whole video.
  public var frames: Range<Int>?

  /// Creates one position of a run.
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
