internal import CFFmpeg
import NTAAnalysis

/// The result of asking a frame supply for its next frame.
enum SupplyEvent: Equatable {
  /// A picture is ready, with its time in ticks.
  case frame(ticks: Int64?, isDamaged: Bool)
  /// A frame could not be decoded at all.
  case refused(ticks: Int64?)
  /// There are no more frames.
  case end
}

/// A source of decoded frames: a container, a folder of images, or the pages of a stack.
///
/// A class, because the picture that it owns is filled in place.
protocol FrameSupply: AnyObject {
  /// The decoded picture, valid after an event `.frame` until the next call.
  var picture: UnsafeMutablePointer<AVFrame> { get }
  /// What is known before the first frame; size and format are those of the header.
  var properties: VideoProperties { get }
  /// Raster of the frame times, in ticks of `properties.tick_s`.
  var timing: FrameTiming { get }
  /// True when every frame is coded independently, so that a refused first frame still has a time.
  var isIntraOnly: Bool { get }
  /// True when samples are stored uncompressed, so that the decoder cannot conceal damage.
  var isExact: Bool { get }
  /// The luma quantisation table of a JPEG codec; nil before the first frame and for other codecs.
  var blockQuantisation: BlockQuantisation? { get }
  /// True when the stream has changed grey levels; known after the first frame.
  var isLossy: Bool { get }
  /// Decodes the next frame.
  func advance() throws(DecodeError) -> SupplyEvent
  /// Seeks to the frame at a time, so that it and all later ones are decoded as they would have
  /// been without the seek; earlier ones may be delivered too.
  /// - Returns: false when that cannot be guaranteed; the supply can then no longer be used.
  func jump(toTicks ticks: Int64) throws(DecodeError) -> Bool
}

extension FrameSupply {
  var blockQuantisation: BlockQuantisation? { nil }
}
