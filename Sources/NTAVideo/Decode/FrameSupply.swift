import CFFmpeg

/// What a supply of frames came to when asked for the next one.
enum SupplyEvent: Equatable {
  /// A picture is ready, with its time in ticks.
  case frame(ticks: Int64?, isDamaged: Bool)
  /// A frame could not be decoded at all.
  case refused(ticks: Int64?)
  /// Nothing follows.
  case end
}

/// What decodes frame after frame: a container, a folder of images, or the pages of a stack.
///
/// A class, as the picture it owns is filled in place.
protocol FrameSupply: AnyObject {
  /// The decoded picture, valid after an event `.frame` until the next call.
  var picture: UnsafeMutablePointer<AVFrame> { get }
  /// What is known before the first frame; size and format still as the header has them.
  var properties: VideoProperties { get }
  /// Raster of the frame times, in ticks of `properties.tick_s`.
  var timing: FrameTiming { get }
  /// True when each frame is a picture by itself, so that a refused first one still has a time.
  var isIntraOnly: Bool { get }
  /// True when samples are stored plainly, so that no damage can be patched over.
  var isExact: Bool { get }
  /// How brightness was rounded in blocks; nil before the first frame, and for other codecs.
  var blockQuantisation: BlockQuantisation? { get }
  /// Decodes on.
  func advance() throws(DecodeError) -> SupplyEvent
  /// Prepares for the frame at a time, so that it and all later ones come out as they would have
  /// without the jump; earlier ones may come out too.
  /// - Returns: false when that cannot be promised; the supply is then no longer of use.
  func jump(toTicks ticks: Int64) throws(DecodeError) -> Bool
}

extension FrameSupply {
  var blockQuantisation: BlockQuantisation? { nil }
}
