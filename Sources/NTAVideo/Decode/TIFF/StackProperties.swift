import NTAAnalysis

/// What a TIFF stack says of itself beyond what every video does.
public struct StackProperties: Sendable, Equatable {
  /// The program or format that describes the stack, such as `ImageJ` or `OME`; nil without one.
  public var writer: String?
  /// How samples are stored, such as `16-bit` or `32-bit float`; empty if the first page is damaged.
  public var samples: String
  /// Channels, at least 1.
  public var channels: Int
  /// Focal planes at each time, at least 1.
  public var depths: Int
  /// Edge of a pixel in the sample, µm; nil where nothing is stated.
  public var pixelSize_um: Double?
  /// Rate at which the writer plays the stack, Hz, which says nothing of the recording.
  public var playbackRate_hz: Double?
  /// Time between frames as the stack states it, s; nil where it varies or nothing is stated.
  public var interval_s: Double?

  /// What a stack says.
  init(_ stack: TIFFStack) {
    let page = try? stack.firstPage?.get()
    writer = stack.description?.writer
    samples = page?.text ?? ""
    channels = (page?.channels ?? 1) * (stack.description?.channels ?? 1)
    depths = stack.description?.depths ?? 1
    pixelSize_um = stack.description?.pixelSize_um
    playbackRate_hz = stack.description?.playbackRate_hz
    let timing = StackTimes(
      stack, channel: 0, frames: stack.frameCount(channel: 0), given_s: nil
    ).timing
    interval_s = timing.isVariable ? nil : timing.interval_s
  }
}
