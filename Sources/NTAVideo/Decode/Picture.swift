internal import CFFmpeg
import NTAAnalysis

/// Owner of one `AVFrame`, which is reused.
struct Picture: ~Copyable {
  let pointer: UnsafeMutablePointer<AVFrame>

  /// Nil when out of memory.
  init?() {
    guard let pointer = av_frame_alloc() else { return nil }
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVFrame>? = pointer
    av_frame_free(&pointer)
  }

  /// The decoder's best estimate of the frame's presentation time.
  var ticks: Int64? {
    pointer.pointee.best_effort_timestamp.knownTicks ?? pointer.pointee.pts.knownTicks
  }

  /// True when the decoder reports that it concealed an error.
  var isConcealed: Bool {
    pointer.pointee.decode_error_flags != 0
      || pointer.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0
  }
}
