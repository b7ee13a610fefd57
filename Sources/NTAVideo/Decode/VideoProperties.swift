import NTAAnalysis

/// What the decoder reports of a video before its frames are measured.
public struct VideoProperties: Sendable, Equatable {
  /// Name of the container format, such as `avi` or `matroska`; `images` for a sequence.
  public var container: String
  /// Name of the codec, such as `rawvideo` or `h264`.
  public var codec: String
  /// Name of the pixel format the decoder delivers, such as `gray` or `yuv420p`.
  public var pixelFormat: String
  /// Columns per frame.
  public var width: Int
  /// Rows per frame.
  public var height: Int
  /// Bits per brightness sample, 1...16.
  public var bitDepth: Int
  /// Frames the container promises; nil when it promises none.
  public var framesExpected: Int?
  /// Frames per second; nil when unknown (still images without a given rate).
  public var frameRate_hz: Double?
  /// Time between frames, in seconds: the raster's spacing at a constant rate, else the mean.
  public var frameInterval_s: Double?
  /// Duration of one tick of the container's times, in seconds.
  public var tick_s: Double
  /// True when frame times fit no raster, so that each frame's own time must be used.
  public var isVariableRate: Bool
  /// True when the file states that a frame consists of two fields taken at different times.
  public var isInterlaced = false
  /// Frames per second by the container itself, whatever rate was given instead; nil if it has none.
  public var containerRate_hz: Double?
  /// Frames per second that the container states beside the times of its frames, where these say
  /// otherwise; nil if they agree.
  package var statedRate_hz: Double?
  /// Width of a pixel over its height, as the file states it; 1 where it states nothing.
  public var pixelAspect = 1.0
  /// True when the stream is lossy, as that of JPEG is; one of H.264 can be either.
  public var isLossy = false
  /// True when the file says that `nta overlay` has drawn its pictures.
  package var isOverlay = false
  /// True when the first frame has the colours of a colour map.
  package var hasFalseColours = false
  /// What a TIFF stack says of itself; nil for other recordings.
  public internal(set) var stack: StackProperties?
  /// The quantisation table of a JPEG codec; nil for other codecs.
  package var blockQuantisation: BlockQuantisation?
  /// Irregularities of the file, one sentence each; empty if there are none.
  public var problems: [String]

  /// Creates the properties of a video.
  package init(
    container: String, codec: String, pixelFormat: String, width: Int, height: Int,
    bitDepth: Int, framesExpected: Int? = nil, frameRate_hz: Double? = nil,
    frameInterval_s: Double? = nil, tick_s: Double, isVariableRate: Bool = false,
    problems: [String] = []
  ) {
    self.container = container
    self.codec = codec
    self.pixelFormat = pixelFormat
    self.width = width
    self.height = height
    self.bitDepth = bitDepth
    self.framesExpected = framesExpected
    self.frameRate_hz = frameRate_hz
    self.frameInterval_s = frameInterval_s
    self.tick_s = tick_s
    self.isVariableRate = isVariableRate
    self.problems = problems
  }
}
