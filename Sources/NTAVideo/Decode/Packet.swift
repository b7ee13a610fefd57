internal import CFFmpeg
import NTAAnalysis

/// Owner of one `AVPacket`, which is reused.
struct Packet: ~Copyable {
  let pointer: UnsafeMutablePointer<AVPacket>

  /// Nil when out of memory.
  init?() {
    guard let pointer = av_packet_alloc() else { return nil }
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVPacket>? = pointer
    av_packet_free(&pointer)
  }

  /// The packet's presentation time, or its decoding time if there is none.
  var ticks: Int64? { pointer.pointee.pts.knownTicks ?? pointer.pointee.dts.knownTicks }
  /// True when the demuxer knows that bytes are missing.
  var isCorrupt: Bool { pointer.pointee.flags & AV_PKT_FLAG_CORRUPT != 0 }
  /// The luma quantisation table of a JPEG picture; nil for anything else.
  var blockQuantisation: BlockQuantisation? {
    BlockQuantisation(
      jpeg: UnsafeBufferPointer(start: pointer.pointee.data, count: Int(pointer.pointee.size)))
  }
  /// True when an edit list hides the packet's frame.
  var isDiscarded: Bool { pointer.pointee.flags & AV_PKT_FLAG_DISCARD != 0 }
}

extension Int64 {
  /// Nil for FFmpeg's "no time known".
  var knownTicks: Int64? { self == nta_AV_NOPTS_VALUE ? nil : self }
}

extension AVRational {
  /// The fraction's value; nil unless positive.
  var positiveValue: Double? {
    num > 0 && den > 0 ? Double(num) / Double(den) : nil
  }
}
