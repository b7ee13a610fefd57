/// What the decoder sees of a video before its frames are measured.
public struct VideoProperties: Sendable, Equatable {
  /// Name of the container format, such as `avi` or `matroska`; `images` for a sequence.
  public var container: String
  /// Name of the codec, such as `rawvideo` or `h264`.
  public var codec: String
  /// Name of the pixel format the decoder delivers, such as `gray` or `yuv420p`.
  public var pixelFormat: String
  /// Columns of a frame.
  public var width: Int
  /// Rows of a frame.
  public var height: Int
  /// Bits of a brightness sample, 1...16.
  public var bitDepth: Int
  /// Frames the container promises; nil when it promises none.
  public var framesExpected: Int?
  /// Frames per second; nil when nothing tells (still images without a given rate).
  public var frameRate_hz: Double?
  /// Time from one frame to the next: the raster when the rate is constant, else the mean.
  public var frameInterval_s: Double?
  /// The step in which the container counts time.
  public var tick_s: Double
  /// True when frame times fit no raster, so that each has to be taken as it is.
  public var isVariableRate: Bool
  /// True when the file says that a frame is two half pictures taken at two times.
  public var isInterlaced = false
  /// True when the codec changes grey levels to save room, as JPEG and H.264 do.
  public var isLossy = false
  /// How JPEG rounded brightness in blocks; nil for other codecs.
  var blockQuantisation: BlockQuantisation?
  /// What is odd about the file, one sentence each; empty for a sound one.
  public var problems: [String]

  /// The facts of a video.
  public init(
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
